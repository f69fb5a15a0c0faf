//! Numbers that lead to the files that they count.

use super::*;
use sentry_general::session::{Command, MapCommand};

/// What a view is made of.
pub fn body(session: &mut Session, view: View) -> Vec<Node> {
    match session.handle(Request::View(view), None).0.pop() {
        Some(Reply::View(report)) => report.body,
        other => panic!("a view was asked for, not {other:?}"),
    }
}

/// Each element, with the tags of those that it is in.
pub fn each<'n>(
    nodes: &'n [Node],
    around: &mut Vec<&'n str>,
    see: &mut dyn FnMut(&'n Node, &[&'n str]),
) {
    for node in nodes {
        see(node, around);
        around.push(&node.tag);
        each(&node.children, around, see);
        around.pop();
    }
}

/// A monorepo with everything that views show.
pub fn full() -> Session {
    let tree = "apps/web/next.config.js\napps/web/pages/index.tsx\napps/web/pages/pay/card.tsx\napps/api/manage.py\n\
        apps/api/shop/views.py\napps/api/shop/models.py\nlib/money.py\nlib/dates.py\nREADME.md\ntools/x.py\n";
    let rules = "apps/* #apps\napps/web/* #web\napps/api/* #api\n*/pay/* #pay jo@shop.example\nlib/money.py\n";
    let mut session = session(tree, rules);
    send(
        &mut session,
        Input::Codeowners,
        "/tools/ @acme/all\n/apps/api/ @acme/api @acme/web\n/lib/ @acme/lib\n",
    );
    send(&mut session, Input::People, "@acme/all -> #all\n@acme/api -> #api\n@acme/web -> #web\n");
    let error = "Traceback (most recent call last):\n  File \"/app/apps/api/shop/views.py\", line 3, in get\nKeyError: 'x'\n";
    send(&mut session, Input::Event, error);
    session
}

/// How many files a press on something shows, if it shows files.
fn shown(session: &mut Session, intent: &Intent) -> Option<(Filter, u32)> {
    let filter = match intent {
        Intent::Filter(filter) => filter.clone(),
        Intent::Do(command) => {
            let command = command.clone();
            let request = Request::Do { command, text: String::new() };
            session.handle(request, None).0.into_iter().find_map(|reply| match reply {
                Reply::Show(filter) => Some(filter),
                _ => None,
            })?
        }
        _ => return None,
    };
    let rows = rows(session, Explore { filter: filter.clone(), ..Explore::default() });
    Some((filter, rows.files))
}

#[test]
fn every_number_that_leads_to_files_leads_to_so_many() {
    for view in [View::Coverage, View::Review, View::Projects, View::Compare, View::Map] {
        let mut session = full();
        let body = body(&mut session, view);
        let mut leads: Vec<(String, Intent)> = Vec::new();
        each(&body, &mut Vec::new(), &mut |node, _| {
            let words = words(std::slice::from_ref(node));
            if let Some(intent) = &node.intent
                && node.tag == "button"
                && words.split(' ').any(|word| word.parse::<u32>().is_ok())
            {
                leads.push((words, intent.clone()));
            }
        });
        let mut checked = 0;
        for (words, intent) in leads {
            // Only what is looked at: of what changes something, numbers are no counts of files.
            let is_count = words.ends_with(" files")
                || words.ends_with(" file")
                || words.parse::<u32>().is_ok()
                || view == View::Map;
            if !is_count {
                continue;
            }
            let number = words.split(' ').find_map(|word| word.parse::<u32>().ok());
            if let Some((filter, files)) = shown(&mut session, &intent) {
                assert_eq!(Some(files), number, "{words} in {view:?} leads to {filter:?}");
                checked += 1;
            }
        }
        assert!(checked > 0, "{view:?} has numbers that lead to files");
    }
}

/// The legend and the table, by every colour, of the tree and of a folder.
#[test]
fn every_share_of_the_map_leads_to_so_many_files() {
    let mut session = full();
    let rules = "apps/* #apps\napps/web/* #web\n*/pay/* #pay\nlib/money.py\n";
    send(&mut session, Input::Rules, rules);
    map(&mut session, MapCommand::Table, "true");
    for folder in ["", "apps"] {
        map(&mut session, MapCommand::Folder(folder.to_owned()), "");
        for colour in ["team", "project", "reach", "review", "moves", "confidence"] {
            map(&mut session, MapCommand::Colour, colour);
            let mut shares: Vec<(String, Option<Intent>)> = Vec::new();
            let body = body(&mut session, View::Map);
            each(&body, &mut Vec::new(), &mut |node, around| {
                let class = node.attributes.iter().find(|it| it.0 == protocol::Attribute::Class);
                let is = |start| class.is_some_and(|(_, class)| class.starts_with(start));
                let is_share = around.contains(&"td") && is("owner ");
                if is_share || around.last() == Some(&"li") && is("choice ") {
                    let inner = node.children.iter().find_map(|it| it.intent.clone());
                    let intent = node.intent.clone().or(inner);
                    shares.push((words(std::slice::from_ref(node)), intent));
                }
            });
            assert!(shares.len() > 1, "{colour} in {folder:?}");
            for (words, intent) in shares {
                // Behind a number of the legend stands its share in per cent.
                let counted = words.strip_suffix("%").and_then(|it| it.rsplit_once(' '));
                let counted = counted.map_or(words.as_str(), |(counted, _)| counted);
                let number = counted.rsplit(' ').next().and_then(|it| it.parse::<u32>().ok());
                let is_file = intent.is_none() && number == Some(1);
                let shown = intent.and_then(|intent| shown(&mut session, &intent));
                let files = shown.as_ref().map(|(_, files)| *files);
                assert!(
                    is_file || files == number,
                    "{words:?} by {colour} in {folder:?} leads to {shown:?}"
                );
            }
        }
    }
}

fn map(session: &mut Session, command: MapCommand, text: &str) {
    let command = protocol::encode(&Command::from(command));
    session.handle(Request::Do { command, text: text.to_owned() }, None);
}

#[test]
fn a_filter_of_places_holds_a_folder_its_own_files_or_one_file() {
    use sentry_general::session::protocol::Within;
    for (places, of, files) in [
        (vec![""], Filter::All, 10),
        (vec!["apps/"], Filter::All, 6),
        (vec!["apps/web/", "apps/web/pages/"], Filter::All, 3),
        (vec!["apps/web/."], Filter::All, 1),
        (vec!["/."], Filter::Nobody, 1),
        (vec!["lib/money.py"], Filter::All, 1),
        (vec!["lib"], Filter::All, 0),
        (vec!["gone/", "gone/.", "gone"], Filter::All, 0),
        (vec!["apps/"], Filter::Owner("#api".into()), 3),
        (vec!["apps/", "lib/"], Filter::Nobody, 0),
    ] {
        let mut session = session(
            "apps/web/next.config.js\napps/web/pages/index.tsx\napps/web/pages/pay/card.tsx\napps/api/manage.py\n\
             apps/api/shop/views.py\napps/api/shop/models.py\nlib/money.py\nlib/dates.py\nREADME.md\ntools/x.py\n",
            "apps/* #apps\napps/api/* #api\nlib/* #lib\n",
        );
        let places: Vec<String> = places.into_iter().map(str::to_owned).collect();
        let within = Within { name: "these".into(), of, places };
        let filter = Filter::Within(Box::new(within));
        let rows = rows(&mut session, Explore { filter: filter.clone(), ..Explore::default() });
        assert_eq!(rows.files, files, "{filter:?}");
    }
}

#[test]
fn a_merge_says_how_many_of_the_known_errors_move() {
    let mut session = full();
    let from = Place::at("apps/api");
    // By the number of the other project in the plan, whichever it is.
    let asked = (0..4).find_map(|number| {
        act(&mut session, SplitCommand::MergeInto(from.clone()), &number.to_string());
        let shown = view(&mut session, View::Projects);
        shown.contains("This moves").then_some(shown)
    });
    let shown = asked.expect("there is another project to merge it into");
    assert!(shown.contains(", along with 1 of 1 known error;"), "{shown}");
}

#[test]
fn a_link_takes_a_filter_of_places_and_a_search_along() {
    use sentry_general::session::protocol::{Place, Within};
    let places = vec!["apps/".to_owned(), "lib/.".into(), "a \"b\": c.ts".into()];
    let within = Within { name: "web, #pay".into(), of: Filter::Owner("#pay".into()), places };
    let place = Place {
        filter: Filter::Within(Box::new(within)),
        search: "card x".into(),
        ..Place::default()
    };
    let mut session = full();
    let choices = Choices { place: place.clone(), ..Choices::default() };
    let packed = session.handle(Request::Pack { choices }, None).0.pop();
    let Some(Reply::Packed { fragment }) = packed else { panic!("a link was asked for") };
    let opened = session.handle(Request::Unpack { fragment }, None).0.pop();
    let Some(Reply::Unpacked(Ok(unpacked))) = opened else { panic!("it can be read: {opened:?}") };
    assert_eq!(unpacked.choices.place, place);
}

/// A service for each of many folders, and libraries that several of them share.
fn many_services() -> Session {
    let (mut tree, mut rules) = (String::new(), String::from("libs/* #core\n"));
    for at in 0..9 {
        let name = format!("services/s{at}");
        tree += &format!(
            "{name}/package.json\n{name}/Dockerfile\n{name}/src/main.ts\n{name}/src/api.ts\n"
        );
        rules += &format!("{name}/* #team{}\n", at % 4);
    }
    tree +=
        "libs/money/package.json\nlibs/money/index.ts\nlibs/log/package.json\nlibs/log/index.ts\n";
    session(&tree, &rules)
}

/// The advice of Compare is in its first paragraphs; what it says in figures is in the tables below.
#[test]
fn every_figure_of_the_advice_stands_in_a_table() {
    let mut checked = 0;
    let one = || session("manage.py\nshop/views.py\nshop/models.py\n", "* #a\nshop/models.py #b\n");
    for mut session in [full(), many_services(), one()] {
        let body = body(&mut session, View::Compare);
        let advice: Vec<&Node> = body.iter().take_while(|node| node.key != "mix").collect();
        assert!(!advice.is_empty(), "Compare says what to take");
        let mut table = String::new();
        each(&body, &mut Vec::new(), &mut |node, around| {
            if node.tag == "td" || around.contains(&"td") {
                table += &format!(" {}", words(std::slice::from_ref(node)));
            }
        });
        let cells: Vec<&str> = table.split_whitespace().collect();
        for node in advice {
            let said = words(std::slice::from_ref(node));
            let figures =
                said.split(|it: char| !it.is_ascii_digit() && !['.', ',', '%'].contains(&it));
            for figure in figures.map(|it| it.trim_matches(['.', ','])).filter(|it| !it.is_empty())
            {
                assert!(cells.contains(&figure), "{figure} of {said:?} is in no table: {table}");
                checked += 1;
            }
        }
    }
    assert!(checked >= 6, "{checked} figures");
}

#[test]
fn each_move_of_an_edit_leads_to_its_files() {
    let mut session = full();
    let edited = "apps/* #apps\napps/web/* #web\napps/api/* #new\ntools/* #tools\nlib/money.py\n";
    let request = Request::Input { input: Input::Rules, revision: 9, kept: false };
    let (replies, _) = session.handle(request, Some(edited.into()));
    let Some(Reply::Routing(routing)) = replies.into_iter().next_back() else {
        panic!("no routing")
    };
    assert!(routing.moves.len() > 2, "{:?}", routing.moves);
    for moved in routing.moves.clone() {
        let (filter, files) = shown(&mut session, &moved.leads).expect("it leads to files");
        assert_eq!(files, moved.files, "{moved:?} leads to {filter:?}");
    }
}

/// Numbers that open, with the sum of what the errors behind them count.
fn opened(nodes: &[Node]) -> Vec<(String, u64)> {
    let mut found = Vec::new();
    each(nodes, &mut Vec::new(), &mut |node, _| {
        if node.tag != "details" || !node.attributes.contains(&behind()) {
            return;
        }
        let mut errors = Vec::new();
        each(&node.children[1..], &mut Vec::new(), &mut |item, _| {
            let leads = |it: &Node| matches!(it.intent, Some(Intent::Look(View::Simulate, _)));
            if item.tag == "li" && item.children.iter().any(leads) {
                let count = item.children.last().map_or("", |it| it.text.trim());
                errors.push(count.parse::<u64>().expect("how often it came"));
            }
        });
        if !errors.is_empty() {
            found.push((words(&node.children[..1]), errors.iter().sum()));
        }
    });
    found
}

fn behind() -> (protocol::Attribute, String) {
    (protocol::Attribute::Class, "behind".to_owned())
}

#[test]
fn every_number_of_errors_opens_to_errors_that_add_up_to_it() {
    use sentry_general::session::MapCommand;
    let mut session = full();
    let table = "title,stack.filename,count()\nKeyError,apps/api/shop/views.py,70\nIndexError,lib/money.py,14\n\
        TypeError,apps/web/pages/index.tsx,5\nOSError,elsewhere/x.py,7\n";
    send(&mut session, Input::Event, table);
    let number = |words: &str| {
        let of =
            |word: &str| word.trim_end_matches(['.', ':']).replace(',', "").parse::<u64>().ok();
        words.split(' ').find_map(of)
    };
    body(&mut session, View::Map);
    act(&mut session, MapCommand::Area, "errors");
    for table in ["false", "true"] {
        act(&mut session, MapCommand::Table, table);
        let all = opened(&body(&mut session, View::Map));
        assert!(all.len() >= 4, "{all:?}");
        assert!(all.contains(&("89 errors".to_owned(), 89)) && all.contains(&("7".to_owned(), 7)));
        for (words, sum) in all {
            // A legend's number stands behind the name, which has none here, and before the share.
            assert_eq!(number(&words), Some(sum), "{words}, as a table: {table}");
        }
    }
    // Compare counts those of a file in the tree; Simulate all, a week.
    for view in [View::Compare, View::Simulate] {
        let all = opened(&body(&mut session, view));
        assert!(all.len() >= 3, "{view:?}: {all:?}");
        for (words, sum) in all {
            assert_eq!(number(&words), Some(sum), "{words} in {view:?}");
        }
    }
}

#[test]
fn what_a_team_sees_with_a_way_to_split_leads_to_so_many_files() {
    let mut session = many_services();
    let body = body(&mut session, View::Compare);
    let mut leads: Vec<(u32, Intent)> = Vec::new();
    each(&body, &mut Vec::new(), &mut |node, around| {
        let number = node.text.parse::<u32>();
        if let (Ok(number), Some(intent @ Intent::Do(_)), true) =
            (number, &node.intent, around.contains(&"td"))
        {
            leads.push((number, intent.clone()));
        }
    });
    assert!(leads.len() >= 20, "{leads:?}");
    let mut checked = 0;
    for (number, intent) in leads {
        if let Some((filter, files)) = shown(&mut session, &intent) {
            assert_eq!(files, number, "it leads to {filter:?}");
            checked += 1;
        }
    }
    assert!(checked >= 20, "{checked}");
}

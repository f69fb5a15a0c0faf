//! What the page asks its worker, message by message: any bytes, and texts beside them. Nothing ends the worker.
#![no_main]

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use sentry_general::session::Session;
use sentry_general::session::protocol::{Explore, Input, Open, Request, TreeOptions, View, decode};

#[derive(Arbitrary, Debug)]
enum Ask<'a> {
    Tree(&'a str),
    Text(u8, &'a str),
    View(u8),
    Do(&'a [u8], &'a str),
    Explain(&'a str),
    Explore(&'a str),
    Raw(&'a [u8], &'a str),
    Advise,
    Contents(&'a str),
    Mend(u8, u8),
}

fuzz_target!(|asks: Vec<Ask>| {
    let mut session = Session::default();
    for (revision, ask) in (1..).zip(asks.into_iter().take(12)) {
        let input = |at: u8| Input::ALL[usize::from(at) % Input::ALL.len()];
        let (request, text) = match ask {
            Ask::Tree(text) => (Request::Tree { revision, options: TreeOptions::default() }, text),
            Ask::Text(at, text) => {
                (Request::Input { input: input(at), revision, kept: at > 127 }, text)
            }
            Ask::View(at) => (Request::View(view(at)), ""),
            Ask::Do(command, text) => {
                (Request::Do { command: command.to_vec(), text: text.into() }, "")
            }
            Ask::Explain(path) => (Request::Explain { path: path.into() }, ""),
            Ask::Explore(search) => {
                let open = Open::AllBut(Vec::new());
                (
                    Request::Explore(Explore {
                        search: search.into(),
                        count: 50,
                        open,
                        ..Explore::default()
                    }),
                    "",
                )
            }
            Ask::Raw(bytes, text) => match decode(bytes) {
                Some(request) => (request, text),
                None => continue,
            },
            Ask::Advise => (Request::Advise, ""),
            Ask::Contents(json) => (Request::Contents(json.into()), ""),
            Ask::Mend(at, number) => (Request::Mend(input(at), number.into()), ""),
        };
        drop(session.handle(request, Some(text.to_owned())));
        drop(session.take_step());
    }
});

fn view(at: u8) -> View {
    match at % 13 {
        0 => View::Coverage,
        1 => View::Review,
        2 => View::Simulate,
        3 => View::Projects,
        4 => View::Playbook,
        5 => View::Export,
        6 => View::Compare,
        7 => View::Map,
        at => View::Under(Input::ALL[usize::from(at - 8)]),
    }
}

use super::Shown;
use crate::routing::{Evidence, RuleId, Standing};
use crate::session::commands::SimulationCommand;
use crate::session::desk::input_of;
use crate::session::draw::{code, command, details, el, prose, rest, strong, text};
use crate::session::protocol::{Attribute, Mark, Node};
use crate::text::numbers::plural;

/// How many rules are listed.
const MOST_RULES: usize = 40;

/// The rules
impl Shown<'_> {
    pub(super) fn rules(&self) -> Vec<Node> {
        let mut body = Vec::new();
        let matching = &self.simulation.matching;
        if !matching.is_empty() {
            let title = plural(matching.len() as u32, "rule matches", "rules match");
            body.push(el("h3", "", [text(title)]));
            let items = matching.iter().take(MOST_RULES).map(|it| self.matched(it));
            body.push(el("ol", "verdicts", items).keyed("matching"));
            body.extend(rest(matching.len(), MOST_RULES, "rule", "rules"));
        }
        let misses = self.simulation.misses();
        let near: Vec<Node> = misses
            .iter()
            .filter(|(_, miss)| miss.is_near())
            .take(10)
            .map(|(rule, miss)| {
                let matcher = code(&self.simulation.rule(*rule).matcher.to_string());
                let why = el("span", "soft", prose(&self.simulation.miss(miss)));
                el("li", "", [self.line(*rule), matcher, why])
            })
            .collect();
        if !near.is_empty() {
            let title = plural(near.len() as u32, "rule nearly matches", "rules nearly match");
            body.push(details("near", &title, [el("ul", "near", near)]));
        }
        body
    }

    fn matched(&self, (rule, evidence): &(RuleId, Evidence)) -> Node {
        let data = self.simulation.rule(*rule);
        let standing = self.simulation.standing(*rule);
        let verdict = match standing {
            Standing::Won => "decides",
            Standing::Suggested => "is suggested, too",
            Standing::Overridden => "is overridden",
            Standing::PassedOver => "names nobody who can own issues",
        };
        let owners: Vec<String> = data.owners.iter().map(ToString::to_string).collect();
        let frames = evidence.frames();
        let place =
            if self.is_own { text(format!("line {}", data.line)) } else { self.line(*rule) };
        let mut parts = vec![
            place,
            code(&data.matcher.to_string()),
            el("span", "owners", []).says(owners.join(" ")),
        ];
        if frames.is_empty() {
            parts.push(el("span", "soft", []).says("by the event, not its frames"));
        } else {
            let numbers: Vec<String> = frames.iter().map(|at| (at + 1).to_string()).collect();
            let words = format!(
                "{} {}",
                if frames.len() == 1 { "frame" } else { "frames" },
                numbers.join(", ")
            );
            let lit = self.is_lit(*rule);
            let light = SimulationCommand::Light(input_of(data.source), data.line);
            parts.push(command("plain", words, &light).with(Attribute::Pressed, lit.to_string()));
        }
        parts.push(el("span", "verdict", [strong(verdict)]));
        let counts = matches!(standing, Standing::Won | Standing::Suggested);
        let class = if counts { "won" } else { "overridden" };
        el("li", class, parts)
    }

    pub(super) fn marks(&self) -> Vec<Mark> {
        if self.is_own {
            return Vec::new();
        }
        let mark = |(rule, _): &(RuleId, Evidence)| {
            let data = self.simulation.rule(*rule);
            let wins = self.simulation.standing(*rule) == Standing::Won;
            Mark { input: input_of(data.source), line: data.line, wins }
        };
        self.simulation.matching.iter().map(mark).collect()
    }
}

//! The calls, as the shell reads them.

use super::calls::{Calls, Line};
use crate::export::names::address_part;
use crate::text::clean;
use crate::text::shell::quote;
use std::fmt;

impl fmt::Display for Calls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for line in &self.lines {
            match line {
                Line::Step(words) => writeln!(f, "\nstep {}", quote(words))?,
                Line::Team(slug, body) => {
                    writeln!(f, "team \"{slug}\" {}", quote(&body.to_string()))?;
                }
                Line::Project(slug, address, team, body) => {
                    let (slug, body) = (quote(&clean::line(slug)), quote(&body.to_string()));
                    writeln!(f, "project {slug} \"{address}\" \"{team}\" {body}")?;
                }
                Line::Existing(slug, address, old, number, body) => {
                    let [slug, number] = [slug, number].map(|it| quote(&clean::line(it)));
                    let body = quote(&body.to_string());
                    writeln!(f, "existing {slug} \"{address}\" \"{old}\" {number} {body}")?;
                }
                Line::Was(read, filter, was) => {
                    writeln!(f, "was \"{read}\" {} {}", quote(filter), quote(&was.to_string()))?;
                }
                Line::Added => writeln!(f, "is_added")?,
                Line::Setting(it) => {
                    let words = [&clean::line(&it.what), it.filter, &clean::lines(&it.it)];
                    let [what, filter, text] = words.map(quote);
                    let (planned, body) = (it.planned.to_string(), it.body.to_string());
                    let call = if it.made_with { "made_with" } else { "setting" };
                    writeln!(f, "{call} {what} \"{}\" {filter} {text} \\", it.read)?;
                    let (planned, body) = (quote(&planned), quote(&body));
                    writeln!(f, "  {planned} {} \"{}\" {body}", it.method, it.path)?;
                }
                Line::Dsn(slug) => writeln!(f, "dsn \"{slug}\"")?,
                Line::ExternalTeam(name, team, body) => {
                    writeln!(f, "external_team {} \"{team}\" {}", quote(name), quote(body))?;
                }
                Line::ExternalUser(name, address, body) => {
                    let query = address_part(address);
                    let words = [name.as_str(), &clean::line(address), body];
                    let [name, address, body] = words.map(quote);
                    writeln!(f, "external_user {name} {address} \"{query}\" {body}")?;
                }
                Line::Codeowners(slug, mapping) => {
                    let roots = [&mapping.stack_root, &mapping.source_root];
                    let [stack, source] = roots.map(|root| quote(&clean::line(root)));
                    writeln!(f, "codeowners \"{slug}\" {stack} {source}")?;
                }
                Line::Alert(call) => write!(f, "{call}")?,
            }
        }
        Ok(())
    }
}

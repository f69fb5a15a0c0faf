//! `Gemfile`: a program, of which literal `gem "name"` lines are read.

use super::Reader;

pub(super) fn read(reader: &mut Reader) {
    let gems: Vec<&str> = reader
        .text
        .lines()
        .filter_map(|line| line.trim().strip_prefix("gem ")?.trim_start().strip_prefix(['"', '\'']))
        .filter_map(|rest| rest.split(['"', '\'']).next())
        .collect();
    if let Some(gem) = gems.iter().find(|gem| gem.starts_with("sentry-")) {
        reader.reports(gem);
    }
    if gems.contains(&"rails") || gems.contains(&"railties") {
        reader.platform("ruby-rails", 45, "Its Gemfile has `rails`.");
    } else if let Some(gem) =
        ["sinatra", "rack", "grape", "hanami", "roda", "puma"].iter().find(|gem| gems.contains(gem))
    {
        reader.platform("ruby-rack", 20, format!("Its Gemfile has `{gem}`."));
    }
}

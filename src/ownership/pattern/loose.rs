use super::token::Token;

/// Whether a glob looks for letters here and there in a path, such as `*a*b*c*`: where at least two pieces between its
/// stars are no more than a letter or two. After every letter of a path such patterns stand somewhere else, so that no
/// work on one of them serves another. A mere `/` between stars is a folder, and common.
pub(crate) fn is_loose(tokens: &[Token]) -> bool {
    let is_run = |token: &Token| matches!(token, Token::Run(_));
    let is_short = |piece: &[Token]| matches!(piece, [_] | [_, _]) && piece != [Token::Byte(b'/')];
    let mut pieces: Vec<_> = tokens.split(is_run).collect();
    // What is before the first star and behind the last stands at the path's ends.
    if !tokens.last().is_some_and(is_run) {
        pieces.pop();
    }
    pieces.iter().skip(1).filter(|piece| is_short(piece)).count() > 1
}

#[cfg(test)]
mod tests {
    use super::is_loose;
    use crate::ownership::pattern::Glob;

    #[test]
    fn letters_between_stars_are_loose_and_what_people_write_is_not() {
        for (pattern, loose) in [
            ("*a*b*", true),
            ("src/*a*b*c*", true),
            ("*a?*[bc]*word", true),
            ("*a*word*b*", true),
            ("*a*b", false),
            ("*/*/*/*.ts", false),
            ("src/*/x*/api/*", false),
            ("*test*fixtures*", false),
            ("*.min.*", false),
            ("src/**/a/**", false),
        ] {
            let glob = Glob::path(pattern);
            assert_eq!(is_loose(glob.tokens().expect("a pattern")), loose, "{pattern}");
        }
    }
}

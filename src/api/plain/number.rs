use super::{Plain, Wrong};

/// Beyond this JavaScript's numbers have gaps.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// The number, if it is a whole one within an integer type's limits.
pub(super) fn whole(value: &Plain, least: f64, most: f64) -> Result<f64, Wrong> {
    match *value {
        Plain::Number(number) if is_within(number, least, most) => Ok(number),
        Plain::Number(number) => {
            Err(Wrong::new(format!("must be {}, not {number}", told(least, most))))
        }
        Plain::Null
        | Plain::Bool(_)
        | Plain::Text(_)
        | Plain::List(_)
        | Plain::Texts(_)
        | Plain::Object(_)
        | Plain::Odd(_) => Err(Wrong::kind(&told(least, most), value)),
    }
}

/// The same of the name of a field: `0` in `{0: true}`.
pub(super) fn whole_name(name: &str, least: f64, most: f64) -> Result<f64, Wrong> {
    let number = name.parse().ok().filter(|&number| is_within(number, least, most));
    // `1e3`, `+1` and the like are numbers, but no places.
    let number = number.filter(|number| number.to_string() == name);
    number.ok_or_else(|| Wrong::new(format!("its name must be {}", told(least, most))))
}

fn is_within(number: f64, least: f64, most: f64) -> bool {
    number.fract() == 0.0 && (least..=most).contains(&number)
}

fn told(least: f64, most: f64) -> String {
    match (least > -EXACT, most < EXACT) {
        (true, true) => format!("a whole number from {least} to {most}"),
        (true, false) => format!("a whole number from {least} on"),
        (false, _) => "a whole number".to_owned(),
    }
}

//! Numbers that come back as they were read.
//!
//! `serde_json` reads a number with many digits one step beside the nearest, for one in some; written and
//! read again it is another. Its exact reader is 8 KB of the first answer's program, and no field of
//! this version holds such a number: only what a later one wrote may.

use serde_json::{Map, Number, Value};

/// One step is usual. Of 200,000 random numbers none needed so many.
const MOST_STEPS: u64 = 64;

/// Moves each number to one beside it that is read as it is written. Linear in the values.
pub fn settle(fields: &mut Map<String, Value>) {
    fields.values_mut().for_each(settle_value);
}

fn settle_value(value: &mut Value) {
    match value {
        Value::Object(fields) => settle(fields),
        Value::Array(values) => values.iter_mut().for_each(settle_value),
        Value::Number(number) => {
            if let Some(settled) = number.as_f64().filter(|_| number.is_f64()).and_then(nearest) {
                *number = settled;
            }
        }
        Value::String(_) | Value::Bool(_) | Value::Null => {}
    }
}

/// The nearest number that is read as it is written. Two beside each other may each be read as the other, so that
/// reading again and again leads nowhere.
fn nearest(number: f64) -> Option<Number> {
    let bits = number.to_bits();
    let beside = |steps| [bits.wrapping_add(steps), bits.wrapping_sub(steps)];
    let mut all = (0..MOST_STEPS).flat_map(beside).map(f64::from_bits);
    all.find_map(|number| {
        let number = Number::from_f64(number)?;
        let again: Number = serde_json::from_str(&number.to_string()).ok()?;
        (again == number).then_some(number)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_are_read_as_each_other_settle_between_them() {
        for written in
            ["377777777777700000000000000000000000000000062407302648896621", "1e-320", "-9.9e307"]
        {
            let number: Value = serde_json::from_str(written).expect("it is JSON");
            let mut fields = Map::from_iter([("a".to_owned(), number)]);
            settle(&mut fields);
            let text = serde_json::to_string(&fields).expect("it is JSON");
            let mut again: Map<String, Value> = serde_json::from_str(&text).expect("it is JSON");
            assert_eq!(again, fields, "{written}");
            settle(&mut again);
            assert_eq!(again, fields, "{written}, settled once more");
        }
    }

    proptest::proptest! {
        #[test]
        fn a_settled_number_is_read_as_it_is_written(bits: u64) {
            let number = f64::from_bits(bits);
            proptest::prop_assume!(number.is_finite());
            let mut fields = Map::from_iter([("a".to_owned(), Value::from(vec![number]))]);
            settle(&mut fields);
            let text = serde_json::to_string(&fields).expect("it is JSON");
            let again: Map<String, Value> = serde_json::from_str(&text).expect("it is JSON");
            proptest::prop_assert_eq!(again, fields.clone());
            let settled = fields["a"][0].as_f64().expect("a number");
            proptest::prop_assert!((settled - number).abs() <= number.abs() * 1e-15, "{number} became {settled}");
        }
    }
}

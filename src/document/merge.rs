use serde_json::{Map, Value};

/// Writes back what could not be read.
///
/// `original` is what was read; `holes` the same, with null where an element of a list could
/// not be read; `again` what was understood, as it would be written; `now` what the user has
/// made of that. What is as it was understood is written as it was; what the user changed
/// wins. Linear in all four.
pub(super) fn merge(original: &Value, holes: &Value, again: &Value, now: Value) -> Value {
    if *again == now {
        return original.clone();
    }
    match (original, now) {
        (Value::Object(original), Value::Object(now)) => {
            Value::Object(fields(original, holes, again, now))
        }
        (Value::Array(original), Value::Array(now)) => match (holes, again) {
            (Value::Array(holes), Value::Array(again)) => {
                Value::Array(elements(original, holes, again, now))
            }
            _ => Value::Array(now),
        },
        (_, now) => now,
    }
}

fn fields(
    original: &Map<String, Value>,
    holes: &Value,
    again: &Value,
    now: Map<String, Value>,
) -> Map<String, Value> {
    let mut merged = now;
    for (name, value) in original {
        let understood = again.get(name);
        match merged.remove(name) {
            Some(now) => {
                let holes = holes.get(name).unwrap_or(&Value::Null);
                let value = merge(value, holes, understood.unwrap_or(&Value::Null), now);
                merged.insert(name.clone(), value);
            }
            // Nothing that this version knows.
            None if understood.is_none() => drop(merged.insert(name.clone(), value.clone())),
            // The user took it out.
            None => {}
        }
    }
    merged
}

/// Elements that could not be read stay behind the one that they followed.
fn elements(original: &[Value], holes: &[Value], again: &[Value], now: Vec<Value>) -> Vec<Value> {
    let (mut merged, mut slots) = (Vec::new(), Vec::<Slot>::new());
    for (value, hole) in original.iter().zip(holes) {
        let read = slots.len() < again.len() && (!hole.is_null() || value.is_null());
        match (read, slots.last_mut()) {
            (true, _) => slots.push(Slot { value, hole, unread: Vec::new() }),
            (false, Some(slot)) => slot.unread.push(value),
            (false, None) => merged.push(value.clone()),
        }
    }
    let most = again.len().min(now.len());
    let same = |(one, other): &(&Value, &Value)| one == other;
    let before = again.iter().zip(&now).take(most).take_while(same).count();
    let after = again.iter().rev().zip(now.iter().rev()).take(most - before);
    let after = after.take_while(same).count();
    let (old_end, new_end) = (again.len() - after, now.len() - after);
    // Where as many stand as before, each is what its former became.
    let one_by_one = old_end == new_end;
    let mut now = now.into_iter().enumerate();
    for (at, slot) in slots.iter().enumerate() {
        if at < before || at >= old_end {
            if at == old_end && !one_by_one {
                merged.extend(now.by_ref().take(new_end - before).map(|(_, value)| value));
            }
            now.next();
            merged.push(slot.value.clone());
        } else if one_by_one && let Some((_, value)) = now.next() {
            merged.push(merge(slot.value, slot.hole, &again[at], value));
        }
        merged.extend(slot.unread.iter().map(|value| (*value).clone()));
    }
    merged.extend(now.map(|(_, value)| value));
    merged
}

/// An element that was read, and those behind it that were not.
struct Slot<'v> {
    value: &'v Value,
    hole: &'v Value,
    unread: Vec<&'v Value>,
}

/// Splits a whole by weights, so that the parts make up the whole to the last one: each
/// gets its share rounded down, and what is left goes to the largest remainders, the
/// first of equals first. Nothing is split where nothing weighs.
///
/// ```
/// use sentry_general::playbook::usage::apportion;
///
/// assert_eq!(apportion(100, &[1, 1, 1]), [34, 33, 33]);
/// assert_eq!(apportion(100, &[0, 0]), [0, 0]);
/// ```
#[must_use]
pub fn apportion(whole: u64, weights: &[u64]) -> Vec<u64> {
    let sum: u128 = weights.iter().map(|&weight| u128::from(weight)).sum();
    if sum == 0 {
        return vec![0; weights.len()];
    }
    let product = |weight: u64| u128::from(whole) * u128::from(weight);
    let mut parts: Vec<u64> = weights.iter().map(|&it| (product(it) / sum) as u64).collect();
    let given: u128 = parts.iter().map(|&part| u128::from(part)).sum();
    let left = (u128::from(whole) - given) as usize;
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by_key(|&at| (std::cmp::Reverse(product(weights[at]) % sum), at));
    for at in order.into_iter().take(left) {
        parts[at] += 1;
    }
    parts
}

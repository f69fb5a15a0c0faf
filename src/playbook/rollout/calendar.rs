//! Days of the calendar.

use std::fmt;
use time::{Duration, Month, Weekday};

/// A day.
#[derive(Clone, Copy)]
pub struct Date(time::Date);

/// Instantiation
impl Date {
    /// From `2027-01-31`; none if it is no such day.
    pub fn read(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '-');
        let year = parts.next()?.parse().ok().filter(|year| (1970..=9000).contains(year))?;
        let month: u8 = parts.next()?.parse().ok()?;
        let day = parts.next()?.parse().ok()?;
        time::Date::from_calendar_date(year, Month::try_from(month).ok()?, day).ok().map(Self)
    }

    /// The working day so many after this one; a weekend counts as the Monday after.
    pub fn working_day(self, number: u16) -> Self {
        let from_monday = match self.0.weekday() {
            Weekday::Saturday | Weekday::Sunday => 5,
            weekday => i64::from(weekday.number_days_from_monday()),
        };
        let monday = i64::from(self.0.weekday().number_days_from_monday());
        let number = from_monday + i64::from(number);
        let days = number / 5 * 7 + number % 5 - monday;
        Self(self.0.saturating_add(Duration::days(days)))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weekends_are_passed_over() {
        let day = |first: &str, number: u16| {
            Date::read(first).map(|it| it.working_day(number).to_string())
        };
        let table = [
            ("2027-01-25", 0, "2027-01-25"), // a Monday
            ("2027-01-25", 4, "2027-01-29"),
            ("2027-01-25", 5, "2027-02-01"),
            ("2027-01-29", 1, "2027-02-01"), // a Friday
            ("2027-01-30", 0, "2027-02-01"), // a Saturday
            ("2027-01-31", 0, "2027-02-01"),
            ("2027-01-31", 6, "2027-02-09"),
            ("2028-02-28", 1, "2028-02-29"), // a leap year
            ("2027-12-31", 1, "2028-01-03"),
        ];
        for (first, number, expected) in table {
            assert_eq!(day(first, number).as_deref(), Some(expected), "{number} after {first}");
        }
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in [
            "",
            "soon",
            "2027-02-30",
            "2027-13-01",
            "31.01.2027",
            "2027-1",
            "99999-01-01",
            "2027-01-31-1",
            "٢٠٢٧-01-01",
        ] {
            assert!(Date::read(text).is_none(), "{text:?}");
        }
        assert!(Date::read("2027-1-5").is_some(), "a digit is enough");
    }
}

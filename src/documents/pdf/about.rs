//! What a PDF says of itself: its title, its author, its language, its outline.

use super::super::page::Sheet;
use jiff::tz::TimeZone;
use krilla::{
    destination::XyzDestination,
    geom::Point,
    metadata::{DateTime, Metadata},
    outline::{Outline, OutlineNode},
};

pub(super) fn metadata(sheet: &Sheet) -> Metadata {
    let document = &sheet.document;
    Metadata::new()
        .title(plain(&document.title))
        .authors(vec![plain(&document.house)])
        .language(document.locale.tag().to_owned())
        .creation_date(date_time(document.made_at))
}

/// Without what no text holds: some of it would break the XML that the metadata is written in.
pub(super) fn plain(text: &str) -> String {
    text.chars().filter(|sign| !sign.is_control() && u32::from(*sign) & 0xfffe != 0xfffe).collect()
}

fn date_time(at: jiff::Timestamp) -> DateTime {
    let at = TimeZone::UTC.to_datetime(at);
    let part = |value: i8| u8::try_from(value).unwrap_or(0);
    DateTime::new(u16::try_from(at.year()).unwrap_or(0))
        .month(part(at.month()))
        .day(part(at.day()))
        .hour(part(at.hour()))
        .minute(part(at.minute()))
        .second(part(at.second()))
        .utc_offset_hour(0)
        .utc_offset_minute(0)
}

pub(super) fn outline(sheet: &Sheet) -> Outline {
    let mut outline = Outline::new();
    let top = XyzDestination::new(0, Point::from_xy(0.0, 0.0));
    outline.push_child(OutlineNode::new(plain(&sheet.document.heading), top));
    outline
}

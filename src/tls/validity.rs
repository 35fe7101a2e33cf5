//! From when until when a certificate is valid. Nothing else of it is read here, so that a walk along its outer structure
//! (RFC 5280, section 4.1) takes the place of a library for all of X.509.

use jiff::{Timestamp, civil::DateTime, tz::Offset};

const SEQUENCE: u8 = 0x30;
const INTEGER: u8 = 0x02;
const VERSION: u8 = 0xa0;
const UTC_TIME: u8 = 0x17;
const GENERALIZED_TIME: u8 = 0x18;

/// `None` for what isn't a certificate in DER.
pub(super) fn validity(certificate: &[u8]) -> Option<(Timestamp, Timestamp)> {
    let (signed, _) = take(take(certificate, SEQUENCE)?.0, SEQUENCE)?;
    // Certificates of version 1 don't name their version.
    let rest = take(signed, VERSION).map_or(signed, |(_, rest)| rest);
    let (_serial, rest) = take(rest, INTEGER)?;
    let (_algorithm, rest) = take(rest, SEQUENCE)?;
    let (_issuer, rest) = take(rest, SEQUENCE)?;
    let (validity, _) = take(rest, SEQUENCE)?;
    let (from, rest) = moment(validity)?;
    let (until, _) = moment(rest)?;
    Some((from, until))
}

/// The content of the next value, which must be of this kind, and what comes behind it.
fn take(bytes: &[u8], kind: u8) -> Option<(&[u8], &[u8])> {
    let (tag, rest) = bytes.split_first()?;
    if *tag != kind {
        return None;
    }
    let (first, rest) = rest.split_first()?;
    let (length, rest) = match usize::from(*first) {
        short @ 0..0x80 => (short, rest),
        long => {
            let (digits, rest) =
                rest.split_at_checked(long - 0x80).filter(|(digits, _)| (1..=4).contains(&digits.len()))?;
            (digits.iter().fold(0, |length, byte| length << 8 | usize::from(*byte)), rest)
        }
    };
    rest.split_at_checked(length)
}

/// `YYMMDDHHMMSSZ` until 2049, `YYYYMMDDHHMMSSZ` from then on.
fn moment(bytes: &[u8]) -> Option<(Timestamp, &[u8])> {
    let (text, rest) = take(bytes, UTC_TIME).or_else(|| take(bytes, GENERALIZED_TIME))?;
    let text = std::str::from_utf8(text).ok()?;
    let text = match (text.len(), text.get(..2)?.parse::<u8>().ok()?) {
        (13, year) if year < 50 => format!("20{text}"),
        (13, _) => format!("19{text}"),
        _ => text.to_owned(),
    };
    let moment = DateTime::strptime("%Y%m%d%H%M%SZ", text).ok()?;
    Some((Offset::UTC.to_timestamp(moment).ok()?, rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rcgen::{CertificateParams, KeyPair, date_time_ymd};

    fn certificate(from: (i32, u8, u8), until: (i32, u8, u8)) -> Vec<u8> {
        let mut params = CertificateParams::new(vec!["paris.example.org".to_owned()]).unwrap();
        params.not_before = date_time_ymd(from.0, from.1, from.2);
        params.not_after = date_time_ymd(until.0, until.1, until.2);
        params.self_signed(&KeyPair::generate().unwrap()).unwrap().der().to_vec()
    }

    #[test]
    fn both_ways_to_write_a_moment_are_read() {
        for (from, until, expected) in [
            ((2026, 3, 1), (2026, 5, 30), ("2026-03-01T00:00:00Z", "2026-05-30T00:00:00Z")),
            ((1999, 12, 31), (2049, 12, 31), ("1999-12-31T00:00:00Z", "2049-12-31T00:00:00Z")),
            ((2049, 1, 1), (2050, 1, 1), ("2049-01-01T00:00:00Z", "2050-01-01T00:00:00Z")),
        ] {
            let (from, until) = validity(&certificate(from, until)).unwrap();
            assert_eq!((from.to_string().as_str(), until.to_string().as_str()), expected);
        }
    }

    #[test]
    fn what_is_cut_or_something_else_is_not_read() {
        let whole = certificate((2026, 3, 1), (2026, 5, 30));
        for length in 0..whole.len() {
            assert_eq!(validity(&whole[..length]), None, "cut at {length}");
        }
        for other in [&b""[..], b"-----BEGIN CERTIFICATE-----", &[0x30, 0x84, 0xff, 0xff, 0xff, 0xff], &[0x30, 0x80]] {
            assert_eq!(validity(other), None, "{other:?}");
        }
    }
}

//! What would come of another allowance, over everybody whom it is about.

use super::{Allowance, Feature, Limit, Plan, WhatIf, WouldBeOver, standing::Standing};

/// Organisations that are named.
const NAMED: usize = 100;

/// `next` instead of what they have now.
pub(super) fn what_if(standings: &[Standing], next: &Allowance, grace_ends_at: jiff::Timestamp) -> WhatIf {
    let mut what_if =
        WhatIf { organisations: count(standings.len()), grace_ends_at: grace_ends_at.to_string(), ..WhatIf::default() };
    let mut over: Vec<(&Standing, Allowance, Vec<Limit>)> = Vec::new();
    for of in standings {
        let allowance = of.allowance(next);
        let limits = of.used.over(&allowance);
        if limits.is_empty() {
            what_if.settled += i64::from(!of.over.is_empty());
        } else {
            what_if.newly_over += i64::from(of.over.is_empty());
            over.push((of, allowance, limits));
        }
    }
    what_if.over = count(over.len());
    over.sort_by(|(one, ..), (other, ..)| (&one.name, &one.slug).cmp(&(&other.name, &other.slug)));
    let named = over.into_iter().take(NAMED);
    what_if.named = named.map(|(of, allowance, limits)| named_over(of, &allowance, &limits, grace_ends_at)).collect();
    what_if
}

fn named_over(of: &Standing, allowance: &Allowance, limits: &[Limit], grace_ends_at: jiff::Timestamp) -> WouldBeOver {
    let counted = limits.iter().filter(|limit| **limit != Limit::Modules);
    let noted = of.over.iter().filter(|noted| limits.contains(&noted.limit)).map(|noted| noted.grace_ends_at).min();
    WouldBeOver {
        slug: of.slug.clone(),
        name: of.name.clone(),
        gauges: counted.map(|limit| of.used.gauge(*limit, allowance)).collect(),
        beyond: of.used.modules_beyond(allowance),
        grace_ends_at: noted.unwrap_or(grace_ends_at).to_string(),
        is_new: of.over.is_empty(),
    }
}

/// What a plan has more and less than another.
pub(super) fn differing(before: &Plan, after: &Plan) -> (Vec<Feature>, Vec<Feature>) {
    let only_in = |one: &Plan, other: &Plan| {
        one.features.iter().copied().filter(|feature| !other.features.contains(feature)).collect::<Vec<_>>()
    };
    (only_in(after, before), only_in(before, after))
}

fn count(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX)
}

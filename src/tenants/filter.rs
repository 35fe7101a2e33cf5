//! What the console's list is asked for, as conditions on `tenant t`.

use super::{TenantCondition, TenantQuery, TenantStatus, search_words::words_in};
use crate::{
    db::{Reader, joined},
    error::Result,
};
use std::cmp::Reverse;

/// Whether an organisation has a word that begins so. It is counted, so that PostgreSQL asks this of one after the other.
macro_rules! has {
    ($tenant:literal, $from:literal, $to:literal) => {
        concat!(
            "and (select count(*) from tenant_word w where w.tenant_id = ",
            $tenant,
            " and w.word >= ",
            $from,
            " and w.word < ",
            $to,
            ") > 0 "
        )
    };
}

/// Who has the first word.
macro_rules! begins {
    () => {
        "select distinct f.tenant_id from tenant_word f where f.word >= $1 and f.word < $2 "
    };
}

/// Words of a search that count, the longest of them; an organisation that has those is close enough.
const MOST_WORDS: usize = 4;
/// Up to so many that are found are looked up and sorted; with more of them a page is found sooner along the list's own
/// order. A fifth of fifty thousand: either way is a few hundredths of a second there.
const FEW: i64 = 10_000;

/// A query up to its order: fixed parts, what is bound to `$1` up to `$8`, and to `$9` up to `$12`.
pub(super) struct Filter {
    pub parts: Vec<&'static str>,
    pub words: Ranges,
    pub status: String,
    pub plan: String,
    pub server: String,
    pub placement: String,
}

/// Of each word the place where it begins in the index and where those that begin so end.
pub(super) type Ranges = [String; 2 * MOST_WORDS];

impl Filter {
    /// Each bind stands in the text, whether it narrows anything or not: PostgreSQL wants to know what it is.
    pub(super) async fn of(reader: &mut Reader, select: &'static str, query: &TenantQuery) -> Result<Self> {
        let search = Search::of(reader, &query.search).await?;
        let mut parts = vec![select];
        parts.extend(search.parts());
        parts.push(if query.status.is_some() { STATUS } else { "and $9 = $9" });
        let (placement, server) = query.placement_and_server();
        let are_found = matches!(search, Search::Words { is_rare: true, .. });
        let are_few = are_found || !server.is_empty();
        parts.push(match (query.plan.is_empty(), are_few) {
            (true, _) => "and $10 = $10",
            (false, true) => PLAN_OF_FEW,
            (false, false) => "and t.plan = $10",
        });
        parts.push(match (server.is_empty(), are_found) {
            (true, _) => "and $11 = $11",
            (false, true) => SERVER_OF_FOUND,
            (false, false) => "and t.server_id = (select id from server where name = $11)",
        });
        parts.push(match (placement.is_empty(), are_few) {
            (true, _) => "and $12 = $12",
            (false, true) => PLACEMENT_OF_FEW,
            (false, false) => "and t.placement = $12",
        });
        parts.push(query.condition.map_or("", condition));
        let status = query.status.map_or("", TenantStatus::name).to_owned();
        let (plan, server, placement) = (query.plan.clone(), server.to_owned(), placement.to_owned());
        Ok(Self { parts, words: search.ranges(), status, plan, server, placement })
    }
}

/// Who is deleted has a list of their own. It is counted: for `not exists` PostgreSQL would leave the list's order.
const STATUS: &str = "and t.status = $9 and (select count(*) from deletion g where g.tenant_id = t.id) = 0";

/// Of few who were found it is looked at one after the other: PostgreSQL would walk along the plan's index to meet them.
const PLAN_OF_FEW: &str = "and coalesce(t.plan, '') = $10";
const SERVER_OF_FOUND: &str = "and (select s.name from server s where s.id = t.server_id) = $11";
const PLACEMENT_OF_FEW: &str = "and coalesce(t.placement, '') = $12";

/// `cross join` holds SQLite to this order: it would read all versions otherwise.
fn condition(condition: TenantCondition) -> &'static str {
    match condition {
        TenantCondition::Deleted => "and t.id in (select tenant_id from deletion)",
        TenantCondition::Quarantined => "and t.id in (select id from tenant where quarantined_at is not null)",
        TenantCondition::Behind => {
            "and t.id in (select id from tenant where schema_fingerprint is null
               union all select s.tenant_id from schema_head h cross join tenant_schema s
                         where s.set_name = h.set_name and s.version < h.version)"
        }
        TenantCondition::NearLimit => {
            "and t.id in (select n.tenant_id from tenant_near n
                          where n.share > 0 and not exists (select 1 from deletion g where g.tenant_id = n.tenant_id))"
        }
    }
}

/// What was typed into the search.
enum Search {
    Everything,
    /// There was something, but no word.
    Nothing,
    /// The beginnings of words, the rarest first, and whether few have all of them.
    Words {
        words: Vec<String>,
        is_rare: bool,
    },
}

impl Search {
    async fn of(reader: &mut Reader, text: &str) -> Result<Self> {
        let mut words: Vec<String> = words_in(text).into_iter().collect();
        words.sort_by_key(|word| Reverse(word.len()));
        words.truncate(MOST_WORDS);
        if words.is_empty() {
            return Ok(if text.trim().is_empty() { Self::Everything } else { Self::Nothing });
        }
        let mut counted = Vec::with_capacity(words.len());
        for word in words {
            counted.push((how_many(reader, &word).await?, word));
        }
        // The rarest leads: of those that have it the others are asked.
        counted.sort();
        let rarest = counted.first().map_or(0, |(count, _)| *count);
        let search = Self::Words { words: counted.into_iter().map(|(_, word)| word).collect(), is_rare: true };
        let found = if rarest > FEW && search.words().len() > 1 { search.count(reader).await? } else { rarest };
        Ok(match found {
            0 => Self::Nothing,
            1..=FEW => search,
            _ => search.into_common(),
        })
    }

    /// How many have all of these words, at most one more than few.
    async fn count(&self, reader: &mut Reader) -> Result<i64> {
        let w = self.ranges();
        let mut parts = vec!["select count(*) from (", self.found()];
        parts.push("limit 10001) as counted where 1 = 1");
        parts.extend(self.unused());
        Ok(sql!(reader, scalar i64, joined(&parts), &w[0], &w[1], &w[2], &w[3], &w[4], &w[5], &w[6], &w[7])?)
    }

    fn into_common(self) -> Self {
        match self {
            Self::Words { words, .. } => Self::Words { words, is_rare: false },
            other => other,
        }
    }

    fn words(&self) -> &[String] {
        if let Self::Words { words, .. } = self { words } else { &[] }
    }

    fn found(&self) -> &'static str {
        FOUND[self.words().len().saturating_sub(1)]
    }

    fn parts(&self) -> Vec<&'static str> {
        let mut parts = match self {
            Self::Everything => vec!["from tenant t where 1 = 1"],
            Self::Nothing => vec!["from tenant t where 1 = 0"],
            // `cross join` has SQLite begin with those that were found, and PostgreSQL knows how few they are.
            Self::Words { is_rare: true, .. } => {
                vec!["from (", self.found(), ") found cross join tenant t where t.id = found.tenant_id"]
            }
            Self::Words { words, is_rare: false } => {
                [["from tenant t where 1 = 1"].as_slice(), HAS.get(..words.len()).unwrap_or_default()].concat()
            }
        };
        parts.extend(self.unused());
        parts
    }

    /// Each bind stands in the text.
    fn unused(&self) -> &'static [&'static str] {
        UNUSED.get(self.words().len()..).unwrap_or_default()
    }

    fn ranges(&self) -> Ranges {
        std::array::from_fn(|bind| {
            let word = self.words().get(bind / 2).cloned().unwrap_or_default();
            if bind % 2 == 0 { word } else { beyond(&word) }
        })
    }
}

/// Who has one, two, three or four words that begin so, each organisation once.
const FOUND: [&str; MOST_WORDS] = [
    begins!(),
    concat!(begins!(), has!("f.tenant_id", "$3", "$4")),
    concat!(begins!(), has!("f.tenant_id", "$3", "$4"), has!("f.tenant_id", "$5", "$6")),
    concat!(
        begins!(),
        has!("f.tenant_id", "$3", "$4"),
        has!("f.tenant_id", "$5", "$6"),
        has!("f.tenant_id", "$7", "$8")
    ),
];

/// The same of one organisation.
const HAS: [&str; MOST_WORDS] =
    [has!("t.id", "$1", "$2"), has!("t.id", "$3", "$4"), has!("t.id", "$5", "$6"), has!("t.id", "$7", "$8")];

const UNUSED: [&str; MOST_WORDS] =
    ["and $1 = $1 and $2 = $2", "and $3 = $3 and $4 = $4", "and $5 = $5 and $6 = $6", "and $7 = $7 and $8 = $8"];

/// How often a word stands in the index that begins so, at most one more than few.
async fn how_many(reader: &mut Reader, word: &str) -> Result<i64> {
    let text =
        "select count(*) from (select 1 as one from tenant_word where word >= $1 and word < $2 limit 10001) as counted";
    Ok(sql!(reader, scalar i64, text, word, beyond(word))?)
}

/// Where those that begin so end: words are letters and digits, and none of these is the last character that there is.
fn beyond(word: &str) -> String {
    format!("{word}{}", char::MAX)
}

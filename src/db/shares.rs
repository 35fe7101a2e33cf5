//! How many connections to a PostgreSQL server this process may have, of those that all nodes of the deployment share.

/// Connections for work on a server itself, which each process may have beside the others.
pub(crate) const FOR_ADMINISTRATION: u32 = 8;

/// The room that is kept for a node that comes: who moves an organisation from one place on a server to another needs several
/// at once.
const AT_FIRST: u32 = 4;

/// What a process needs to know to tell its share.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shares {
    /// The most connections to tenants' databases on one server that the settings allow.
    pub(crate) setting: u32,
    /// Those to the central database, which are on the deployment's own server.
    pub(crate) central: u32,
    /// The processes that share, this one included.
    pub(crate) nodes: u32,
    /// Whether some of the others may not know of this one yet, and still have what they had without it.
    pub(crate) is_new: bool,
}

impl Shares {
    /// Of a process that knows of no other.
    pub(crate) fn alone(setting: u32, central: u32) -> Self {
        Self { setting, central, nodes: 1, is_new: false }
    }

    /// Until it is known what a server allows.
    pub(super) fn at_first(&self) -> u32 {
        AT_FIRST.min(self.setting.max(1))
    }

    /// The connections to tenants' databases on a server that allows so many sessions: the part of four fifths of them, without
    /// what a node has beside those. Room is kept for one more node, so that who comes needn't wait until the others have heard
    /// of it; until then it takes what they leave.
    pub(super) fn of(&self, allows: u32, is_own: bool) -> u32 {
        let beside = u64::from(FOR_ADMINISTRATION + if is_own { self.central } else { 0 });
        let four_fifths = u64::try_from(four_fifths(allows)).unwrap_or_default();
        let setting = u64::from(self.setting.max(1));
        let of_each = |nodes: u64| {
            let part = four_fifths.saturating_sub(beside + u64::from(AT_FIRST)) / nodes.max(1);
            part.saturating_sub(beside).clamp(1, setting)
        };
        let (nodes, others) = (u64::from(self.nodes), u64::from(self.nodes).saturating_sub(1));
        let share = if self.is_new && others > 0 {
            let taken = others.saturating_mul(of_each(others) + beside);
            four_fifths.saturating_sub(taken.saturating_add(beside)).clamp(1, of_each(nodes))
        } else {
            of_each(nodes)
        };
        u32::try_from(share).unwrap_or(u32::MAX)
    }
}

/// What all nodes together take of a server that allows so many sessions. The rest is for its administrators and for whoever else
/// works there.
pub(super) fn four_fifths(allows: u32) -> i64 {
    i64::from(allows) * 4 / 5
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share(allows: u32, nodes: u32) -> u32 {
        Shares { nodes, ..Shares::alone(60, 8) }.of(allows, true)
    }

    fn share_of_a_new_one(allows: u32, nodes: u32) -> u32 {
        Shares { nodes, is_new: true, ..Shares::alone(60, 8) }.of(allows, true)
    }

    #[test]
    fn all_nodes_together_stay_below_four_fifths() {
        let beside = 8 + FOR_ADMINISTRATION;
        for (server, nodes) in [(100, 1), (100, 2), (500, 5), (97, 3), (200, 1), (200, 2), (1_000, 4)] {
            let each = share(server, nodes) + beside;
            assert!(each * nodes <= server * 4 / 5, "{nodes} nodes with {each} each of {server}");
            let new = share_of_a_new_one(server, nodes + 1) + beside;
            assert!(
                each * nodes + new <= server * 4 / 5,
                "{nodes} nodes with {each} each of {server}, and {new} of one more"
            );
        }
    }

    #[test]
    fn a_share_has_its_bounds() {
        assert_eq!((share(100, 1), share(100, 2), share(200, 1)), (44, 14, 60));
        assert_eq!(share(10_000, 1), 60, "the settings are the most");
        assert_eq!(share(5, 3), 1, "one is needed to serve at all");
        assert_eq!(
            Shares::alone(60, 8).of(100, false),
            80 - 8 - 4 - 8,
            "the central database is on the own server alone"
        );
        assert_eq!((share_of_a_new_one(100, 2), share(100, 2)), (4, 14), "until the other has heard of it");
        assert_eq!(share_of_a_new_one(1_000, 2), 60, "where there is enough nobody waits");
        assert_eq!(share_of_a_new_one(100, 1), 44, "nobody else is there");
        assert_eq!((Shares::alone(60, 8).at_first(), Shares::alone(2, 8).at_first()), (4, 2));
    }
}

//! How much a drawing comes to when each of its references is followed: a few lines that stand for each other can be a billion
//! elements, for whoever draws them.

use resvg::usvg::roxmltree::{Document, Node, NodeId};
use std::collections::HashMap;

/// Attributes by which an element is drawn on a layer of its own.
const LAYERED: [&str; 6] = ["opacity", "mask", "filter", "clip-path", "mix-blend-mode", "isolation"];

/// What is drawn, each reference followed. The numbers end at the largest that there is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Expansion {
    pub(super) elements: u64,
    /// Those of them that need a layer of their own.
    pub(super) layers: u64,
}

impl Expansion {
    const BOUNDLESS: Self = Self { elements: u64::MAX, layers: u64::MAX };

    /// One that stands for itself is drawn without end.
    pub(super) fn of(document: &Document<'_>) -> Self {
        let named: HashMap<&str, Node<'_, '_>> =
            document.descendants().filter_map(|node| Some((node.attribute("id")?, node))).collect();
        let mut done: HashMap<NodeId, Option<Self>> = HashMap::new();
        let mut to_do = vec![(document.root_element(), false)];
        while let Some((node, is_counted)) = to_do.pop() {
            let parts = || node.children().filter(Node::is_element).chain(stands_for(node, &named));
            if is_counted {
                let part = |part: Node<'_, '_>| done.get(&part.id()).copied().flatten().unwrap_or(Self::BOUNDLESS);
                let sum = parts().map(part).fold(Self::alone(node), Self::and);
                done.insert(node.id(), Some(sum));
            } else if let Some(known) = done.get(&node.id()) {
                if known.is_none() {
                    return Self::BOUNDLESS;
                }
            } else {
                done.insert(node.id(), None);
                to_do.push((node, true));
                to_do.extend(parts().map(|part| (part, false)));
            }
        }
        done.get(&document.root_element().id()).copied().flatten().unwrap_or_default()
    }

    pub(super) fn is_within(self, most: Self) -> bool {
        self.elements <= most.elements && self.layers <= most.layers
    }

    fn alone(node: Node<'_, '_>) -> Self {
        let styled = node.attribute("style").unwrap_or_default();
        let is_layer = LAYERED.iter().any(|name| node.has_attribute(*name) || styled.contains(name));
        Self { elements: 1, layers: u64::from(is_layer) }
    }

    fn and(self, other: Self) -> Self {
        Self {
            elements: self.elements.saturating_add(other.elements),
            layers: self.layers.saturating_add(other.layers),
        }
    }
}

/// The element that a `use` shows, wherever the address stands.
fn stands_for<'d, 'i>(node: Node<'d, 'i>, named: &HashMap<&str, Node<'d, 'i>>) -> Option<Node<'d, 'i>> {
    let is_use = node.tag_name().name() == "use";
    let address = node.attributes().find(|attribute| is_use && attribute.name() == "href")?;
    named.get(address.value().trim().strip_prefix('#')?).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(body: &str) -> Expansion {
        let text = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\">{body}</svg>"
        );
        Expansion::of(&Document::parse(&text).unwrap())
    }

    #[test]
    fn each_reference_is_followed() {
        assert_eq!(of("<rect/>"), Expansion { elements: 2, layers: 0 });
        let twice = of(
            "<g id=\"a\" opacity=\".5\"><rect/></g><use href=\"#a\"/><use xlink:href=\" #a\"/><use href=\"#none\"/>",
        );
        assert_eq!(twice, Expansion { elements: 10, layers: 3 });
        assert_eq!(of("<g style=\"mix-blend-mode:multiply\"/>").layers, 1);
        let level = |n: u32| format!("<g id=\"g{}\">{}</g>", n + 1, format!("<use href=\"#g{n}\"/>").repeat(10));
        let laughs: String = (0..30).map(level).collect();
        assert_eq!(of(&format!("<rect id=\"g0\"/>{laughs}")).elements, u64::MAX);
    }

    #[test]
    fn what_stands_for_itself_has_no_end() {
        assert_eq!(of("<g id=\"a\"><use href=\"#a\"/></g>"), Expansion::BOUNDLESS);
        assert_eq!(of("<g id=\"a\"><use href=\"#b\"/></g><g id=\"b\"><use href=\"#a\"/></g>"), Expansion::BOUNDLESS);
        let deep = format!("{}{}", "<g>".repeat(900), "</g>".repeat(900));
        assert_eq!(of(&deep).elements, 901);
    }
}

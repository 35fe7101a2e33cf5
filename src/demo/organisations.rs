//! Who the three organisations are, and how each looks.

use crate::{
    access::Role,
    brand::{BrandForm, Font},
    modules::Module,
};

pub(super) struct Organisation {
    pub slug: &'static str,
    pub name: &'static str,
    primary: &'static str,
    accent: &'static str,
    radius: &'static str,
    heading_font: Font,
    pub logo: &'static [u8],
    /// How many loans; none stands for an organisation without the module.
    pub loans: usize,
    /// The owner first.
    pub people: [(Role, Person); 3],
}

pub(super) struct Person {
    pub name: &'static str,
    pub email: &'static str,
}

const RACHEL: Person = Person { name: "Rachel Benhamou", email: "rachel@gmah-paris.example" };

pub(super) const ALL: [Organisation; 3] = [
    Organisation {
        slug: "paris",
        name: "GMAH Paris",
        primary: "#12295c",
        accent: "#c8952b",
        radius: "4",
        heading_font: Font::SourceSerif,
        logo: include_bytes!("../../public/demo/gmah-paris.svg"),
        loans: 200,
        people: [
            (Role::Owner, RACHEL),
            (Role::Admin, Person { name: "Samuel Weil", email: "samuel@gmah-paris.example" }),
            (Role::Member, Person { name: "Esther Toledano", email: "esther@gmah-paris.example" }),
        ],
    },
    Organisation {
        slug: "lyon",
        name: "GMAH Lyon",
        primary: "#b3261e",
        accent: "#d9622b",
        radius: "14",
        heading_font: Font::BricolageGrotesque,
        logo: include_bytes!("../../public/demo/gmah-lyon.svg"),
        loans: 80,
        people: [
            (Role::Owner, Person { name: "David Amsellem", email: "david@gmah-lyon.example" }),
            (Role::Admin, Person { name: "Myriam Bloch", email: "myriam@gmah-lyon.example" }),
            (Role::Member, Person { name: "Élie Sitbon", email: "elie@gmah-lyon.example" }),
        ],
    },
    Organisation {
        slug: "martin",
        name: "Atelier Martin",
        primary: "#2f353b",
        accent: "#f47a1f",
        radius: "0",
        heading_font: Font::Inter,
        logo: include_bytes!("../../public/demo/atelier-martin.svg"),
        loans: 0,
        people: [
            (Role::Owner, Person { name: "Claire Martin", email: "claire@atelier-martin.example" }),
            (Role::Admin, Person { name: "Karim Haddad", email: "karim@atelier-martin.example" }),
            (Role::Member, Person { name: "Lucie Fontaine", email: "lucie@atelier-martin.example" }),
        ],
    },
];

/// Who belongs to a second organisation, and can go from one to the other.
pub(super) struct Guest {
    /// The organisation's slug.
    pub at: &'static str,
    pub role: Role,
    pub person: Person,
}

pub(super) const GUESTS: [Guest; 1] = [Guest { at: "lyon", role: Role::Admin, person: RACHEL }];

impl Organisation {
    pub(super) fn owner(&self) -> &Person {
        &self.people[0].1
    }

    pub(super) fn modules(&self) -> &'static [Module] {
        if self.loans > 0 { &[Module::Loans] } else { &[] }
    }

    pub(super) fn contents(&self) -> String {
        match self.loans {
            0 => "its brand and three accounts".to_owned(),
            loans => format!("its brand, three accounts and {loans} loans"),
        }
    }

    pub(super) fn brand_form(&self) -> BrandForm {
        BrandForm {
            name: self.name.into(),
            primary: self.primary.into(),
            accent: self.accent.into(),
            radius: self.radius.into(),
            heading_font: self.heading_font.key().into(),
            ..BrandForm::default()
        }
    }
}

//! Words of the announcements on an organisation's pages.

use crate::i18n::Locale;
use tenantry::announcements::AnnouncementTone;

crate::words! {
    announcements: "Announcements", "Annonces";
    info: "Information", "Information";
    warning: "Please note", "À noter";
    maintenance: "Maintenance", "Maintenance";
    more: "Learn more", "En savoir plus";
    dismiss: "Dismiss this announcement", "Masquer cette annonce";
}

pub(crate) fn tone(locale: Locale, tone: AnnouncementTone) -> &'static str {
    match tone {
        AnnouncementTone::Info => info(locale),
        AnnouncementTone::Warning => warning(locale),
        AnnouncementTone::Maintenance => maintenance(locale),
    }
}

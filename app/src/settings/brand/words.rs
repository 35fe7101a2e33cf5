//! Words of the studio.

use crate::i18n::Locale;
use tenantry::brand::{BrandField, Density, HomeBlock, Pair, Slot, Theme, Tint};

crate::words! {
    lead: "How the organisation looks: at its door, on every page, in light and dark.", "L’apparence de l’organisation\u{a0}: à sa porte, sur chaque page, en clair et en sombre.";
    to_controls: "Controls", "Réglages";
    to_preview: "Preview", "Aperçu";

    identity: "Name", "Nom";
    short_name: "Short name", "Nom court";
    short_name_hint: "Where there is little room: the rail, a phone’s home screen. At most 24 characters.", "Là où il y a peu de place\u{a0}: la barre latérale, l’écran d’accueil d’un téléphone. 24 caractères au plus.";
    colors: "Colours", "Couleurs";
    primary: "Primary colour", "Couleur principale";
    primary_hint: "Buttons, marks and links.", "Boutons, repères et liens.";
    accent: "Accent colour", "Couleur d’accent";
    accent_hint: "Small touches beside the primary one.", "Petites touches à côté de la couleur principale.";
    pick(name: &str): "Pick: {name}", "Choisir\u{a0}: {name}";
    tint: "Tint of the greys", "Teinte des gris";
    tint_brand: "The primary colour", "La couleur principale";
    tint_grey: "None", "Aucune";
    tint_warm: "Warm", "Chaude";
    tint_cool: "Cool", "Froide";
    shape: "Shape and type", "Forme et typographie";
    radius: "Corner radius", "Rayon des angles";
    radius_hint: "From 0 (square) to 16 (round).", "De 0 (droits) à 16 (ronds).";
    radius_slider: "Corner radius, by slider", "Rayon des angles, au curseur";
    density: "Density", "Densité";
    density_comfortable: "Comfortable", "Confortable";
    density_compact: "Compact", "Compacte";
    heading_font: "Font of headings", "Police des titres";
    body_font: "Font of text", "Police du texte";
    texts: "Texts", "Textes";
    texts_note: "Where one language is empty, the other is shown.", "Si une langue est vide, l’autre est affichée.";
    english: "In English", "En anglais";
    french: "In French", "En français";
    tagline: "Tagline", "Slogan";
    tagline_hint: "A line below the name on the sign-in page. At most 120 characters.", "Une ligne sous le nom, sur la page de connexion. 120 caractères au plus.";
    message: "Message on the sign-in page", "Message sur la page de connexion";
    footer: "Foot of mails", "Pied des e-mails";
    legal: "Legal links", "Liens légaux";
    legal_hint: "A line each: the name, then the address, which begins with https://.", "Une ligne par lien\u{a0}: le nom, puis l’adresse, qui commence par https://.";
    home: "What the home page shows", "Ce que montre la page d’accueil";
    block_figures: "The four figures of the loans", "Les quatre chiffres des prêts";
    block_chart: "The chart of twelve months", "Le graphique des douze mois";
    block_late: "Who is late", "Qui est en retard";
    block_ways: "What one can do here", "Ce que l’on peut faire ici";

    publish: "Publish now", "Publier maintenant";
    save_draft: "Save the draft", "Enregistrer le brouillon";
    save_at_once: "Save", "Enregistrer";
    later: "Publish later", "Publier plus tard";
    publish_at(zone: &str): "Moment ({zone})", "Moment ({zone})";
    publish_at_hint: "What stands in the form now is published then, whatever is changed in the draft until that moment.", "Ce qui est dans le formulaire maintenant sera publié à ce moment, quoi que devienne le brouillon d’ici là.";
    plan: "Plan it", "Planifier";

    said_published: "Published. Everybody sees it from now on.", "Publié. Tout le monde le voit désormais.";
    said_draft: "The draft was saved. Nobody else sees it yet.", "Le brouillon est enregistré. Personne d’autre ne le voit encore.";
    said_planned: "It will be published by itself at its moment.", "La publication se fera d’elle-même au moment choisi.";
    said_discarded: "The draft was discarded.", "Le brouillon a été abandonné.";
    said_cancelled: "The plan was given up. The draft is still here.", "La publication prévue est annulée. Le brouillon est toujours là.";
    said_withdrawn: "The link no longer works.", "Le lien ne fonctionne plus.";
    said_restored: "The version was published again, as a new one.", "La version a été publiée de nouveau, comme nouvelle version.";

    draft_title: "You are working on a draft", "Vous travaillez sur un brouillon";
    draft_text(by: &str, at: &str): "Last saved by {by}, {at}. Everybody else sees what was published.", "Enregistré par {by}, {at}. Les autres voient ce qui est publié.";
    discard: "Discard the draft", "Abandonner le brouillon";
    discard_title: "Discard the draft?", "Abandonner le brouillon\u{202f}?";
    discard_text: "What was changed since the last publication is lost.", "Ce qui a changé depuis la dernière publication est perdu.";
    yours_differs(fields: &str): "Yours differs from theirs in: {fields}.", "Votre saisie diffère de la leur\u{a0}: {fields}.";
    go_on_with_yours: "Save or publish once more to go on with yours, in place of theirs.", "Enregistrez ou publiez encore une fois pour continuer avec votre saisie, à la place de la leur.";
    files_kept(names: &str): "The files that you chose are kept and go along: {names}.", "Les fichiers que vous avez choisis sont conservés et seront repris\u{a0}: {names}.";
    files_again(names: &str): "To be chosen once more: {names}.", "À choisir de nouveau\u{a0}: {names}.";
    file_of_brand: "Brand as a file", "Identité visuelle en fichier";
    keep_theirs: "Keep theirs and give up what I typed", "Garder la leur et abandonner ma saisie";
    not_discarded: "Nothing was discarded: somebody else has saved or published since. What you see here is what there is now.", "Rien n’a été abandonné\u{a0}: quelqu’un d’autre a enregistré ou publié entre-temps. Vous voyez ici l’état actuel.";
    planned_title(at: &str): "Planned for {at}", "Publication prévue le {at}";
    planned_text(by: &str): "By {by}. It is published by itself.", "Par {by}. Elle se fera d’elle-même.";
    planned_cancel: "Give the plan up", "Annuler la publication prévue";
    older_tables: "This organisation’s tables are waiting for an upgrade. Until then what you save counts at once; drafts, planned publication, preview links and history come with the upgrade.", "Les tables de cette organisation attendent une mise à niveau. D’ici là, ce que vous enregistrez vaut aussitôt\u{a0}; brouillons, publication prévue, liens d’aperçu et historique viendront avec elle.";

    pictures: "Pictures", "Images";
    pictures_note: "PNG, JPEG, WebP or SVG, at most 2 MB each. What you typed goes into the draft along with them.", "PNG, JPEG, WebP ou SVG, 2\u{a0}Mo au plus chacune. Votre saisie rejoint le brouillon avec elles.";
    logo: "Logo", "Logo";
    logo_hint: "A square one fits best.", "Un carré convient le mieux.";
    logo_dark: "Logo in the dark", "Logo en sombre";
    logo_dark_hint: "Without one the logo is shown there too.", "Sans lui, le logo y est montré aussi.";
    icon: "Icon", "Icône";
    icon_hint: "For the browser’s tab and the home screen: a square, best an SVG or 512 by 512 pixels.", "Pour l’onglet et l’écran d’accueil\u{a0}: un carré, de préférence un SVG ou 512 sur 512 pixels.";
    sign_in_image: "Picture of the sign-in page", "Image de la page de connexion";
    sign_in_image_hint: "Upright, about 1600 by 2000 pixels. Without one a pattern in your colours is shown.", "En hauteur, environ 1600 sur 2000 pixels. Sans elle, un motif à vos couleurs est montré.";
    choose(name: &str): "Choose: {name}", "Choisir\u{a0}: {name}";
    upload(name: &str): "Upload: {name}", "Envoyer\u{a0}: {name}";
    remove(name: &str): "Remove: {name}", "Retirer\u{a0}: {name}";
    from_logo: "Colours of the logo", "Couleurs du logo";
    from_logo_note: "Found in the picture, those that stand out first.", "Trouvées dans l’image, les plus marquantes d’abord.";
    as_primary(color: &str): "Use {color} as the primary colour", "Prendre {color} comme couleur principale";
    as_accent(color: &str): "Use {color} as the accent colour", "Prendre {color} comme couleur d’accent";
    primary_short: "Primary", "Principale";
    accent_short: "Accent", "Accent";

    light: "Light", "Clair";
    dark: "Dark", "Sombre";

    contrast: "Contrast", "Contraste";
    contrast_note: "Computed for every pair of colours that meets in the interface and follows from the brand (WCAG 2.2, AA).", "Calculé pour chaque paire de couleurs de l’interface qui découle de l’identité (WCAG 2.2, AA).";
    contrast_fine: "Every pair is easy to read as chosen.", "Chaque paire est lisible telle que choisie.";
    contrast_by_night: "Every pair is easy to read as chosen in light. In the dark colours are shown in another lightness where they need it: what reads on white can’t read on near-black.", "Chaque paire est lisible telle que choisie en clair. En sombre, les couleurs sont montrées dans une autre clarté là où il le faut\u{a0}: ce qui se lit sur blanc ne peut pas se lire sur presque noir.";
    logo_vanishes(percent: &str): "The logo can hardly be seen in light: {percent}% of it is nearly as light as the page. Upload one that stands out from white, or that has a ground of its own.", "Le logo se voit à peine en clair\u{a0}: {percent}\u{a0}% de sa surface est presque aussi claire que la page. Envoyez un logo qui se détache du blanc, ou qui a son propre fond.";
    logo_vanishes_dark(percent: &str): "The logo can hardly be seen in the dark: {percent}% of it is nearly as dark as the page. Upload another for the dark, or one that has a ground of its own.", "Le logo se voit à peine en sombre\u{a0}: {percent}\u{a0}% de sa surface est presque aussi sombre que la page. Envoyez-en un autre pour le sombre, ou un logo qui a son propre fond.";
    contrast_corrected(count: &str): "{count} pairs would be hard to read. A colour that fails can’t be published as it is: the corrected one is, changed by the smallest step of lightness that is enough.", "{count} paires seraient difficiles à lire. Une couleur insuffisante ne peut pas être publiée telle quelle\u{a0}: c’est la couleur corrigée qui l’est, modifiée par le plus petit pas de clarté qui suffit.";
    contrast_corrected_one: "One pair would be hard to read. A colour that fails can’t be published as it is: the corrected one is, changed by the smallest step of lightness that is enough.", "Une paire serait difficile à lire. Une couleur insuffisante ne peut pas être publiée telle quelle\u{a0}: c’est la couleur corrigée qui l’est, modifiée par le plus petit pas de clarté qui suffit.";
    pair: "Pair", "Paire";
    text_on_surface: "Text on the page", "Texte sur la page";
    text_on_soft: "Text on a tint", "Texte sur une teinte";
    text_on_selection: "Text that is marked", "Texte sélectionné";
    muted_on_surface: "Quiet text on the page", "Texte discret sur la page";
    muted_on_soft: "Quiet text on a tint", "Texte discret sur une teinte";
    text_on_brand: "Text on the primary colour", "Texte sur la couleur principale";
    text_on_deep: "Text beside the sign-in form", "Texte à côté du formulaire de connexion";
    brand_as_text: "Primary colour as text on the page", "Couleur principale en texte sur la page";
    brand_as_text_on_soft: "Primary colour as text on a tint", "Couleur principale en texte sur une teinte";
    brand_on_surface: "Primary colour on the page", "Couleur principale sur la page";
    brand_on_soft: "Primary colour on a tint", "Couleur principale sur une teinte";
    accent_on_surface: "Accent colour on the page", "Couleur d’accent sur la page";
    accent_on_soft: "Accent colour on a tint", "Couleur d’accent sur une teinte";
    control_on_surface: "Edges of controls", "Contours des champs";
    focus_on_surface: "Ring of the focus", "Anneau du focus";
    asked(least: &str): "at least {least}:1", "au moins {least}:1";
    corrected(from: &str, to: &str, before: &str): "Corrected from {from} ({before}:1) to {to}", "Corrigé de {from} ({before}:1) en {to}";

    links: "Preview links", "Liens d’aperçu";
    links_note: "A link shows the sign-in page in the draft’s brand to people without an account, for seven days.", "Un lien montre la page de connexion avec le brouillon à des personnes sans compte, pendant sept jours.";
    make_link: "Make a link", "Créer un lien";
    fresh_link: "The link is shown this once. Copy it now.", "Le lien n’est montré qu’une fois. Copiez-le maintenant.";
    copy: "Copy", "Copier";
    copied: "Copied", "Copié";
    link_by(by: &str, at: &str): "Made by {by}, {at}", "Créé par {by}, {at}";
    link_until(until: &str): "works until {until}", "fonctionne jusqu’au {until}";
    withdraw: "Withdraw", "Retirer";

    gallery: "Brands to start from", "Des identités pour commencer";
    gallery_note: "Colours, shape and fonts that go together. Your words and pictures stay.", "Couleurs, formes et polices qui vont ensemble. Vos textes et vos images restent.";
    elsewhere: "From elsewhere", "D’ailleurs";
    elsewhere_note: "It becomes the draft; the organisation’s name stays.", "Cela devient le brouillon\u{a0}; le nom de l’organisation reste.";
    copy_from: "The brand of another organisation of yours", "L’identité d’une autre de vos organisations";
    copy_brand: "Copy it", "La copier";
    import_choose: "Choose the file of a brand", "Choisir le fichier d’une identité";
    import_hint: "JSON, as it is exported here, pictures included, at most 12 MB.", "JSON, tel qu’on l’exporte ici, images comprises, 12\u{a0}Mo au plus.";
    import: "Import", "Importer";
    export: "Export this brand", "Exporter cette identité";
    harbour: "Harbour", "Le port";
    harbour_text: "Deep petrol and signal orange.", "Pétrole profond et orange de signal.";
    library: "Library", "La bibliothèque";
    library_text: "Wine red, brass, serifs.", "Lie-de-vin, laiton, empattements.";
    orchard: "Orchard", "Le verger";
    orchard_text: "Leaf green and apple red, round.", "Vert feuille et rouge pomme, rond.";
    workshop: "Workshop", "L’atelier";
    workshop_text: "Graphite and orange, square and dense.", "Graphite et orange, carré et dense.";
    lagoon: "Lagoon", "Le lagon";
    lagoon_text: "Clear blue and teal, dense.", "Bleu clair et sarcelle, dense.";
    festival: "Festival", "Le festival";
    festival_text: "Violet and magenta, very round.", "Violet et magenta, très rond.";

    history: "History", "Historique";
    history_lead: "Every brand that was published, who did and when.", "Chaque identité publiée, par qui et quand.";
    history_last(at: &str, by: &str): "Last published {at} by {by}.", "Dernière publication\u{a0}: {at}, par {by}.";
    history_never: "Nothing was published here yet.", "Rien n’a encore été publié ici.";
    history_all: "All versions", "Toutes les versions";
    version: "Version", "Version";
    version_number(number: &str): "Version {number}", "Version {number}";
    when: "Published", "Publication";
    who: "By", "Par";
    nobody: "not recorded", "non enregistré";
    by_plan: "at a planned moment", "au moment prévu";
    restored(number: &str): "version {number} again", "de nouveau la version {number}";
    actions: "Actions", "Actions";
    is_current: "Current", "Actuelle";
    what_changed: "What changed", "Ce qui a changé";
    look_at: "Look at it", "La voir";
    look_lead: "As it was published, on the pages, in mails and on paper.", "Telle qu’elle a été publiée, sur les pages, dans les e-mails et sur le papier.";
    look_current: "What everybody sees", "Ce que tout le monde voit";
    to_history: "Back to the history", "Retour à l’historique";
    compare_title: "Compare two versions", "Comparer deux versions";
    compare_from: "From", "De";
    compare_to: "To", "À";
    compare: "Compare", "Comparer";
    compared(from: &str, to: &str): "From version {from} to version {to}", "De la version {from} à la version {to}";
    no_difference: "The two versions are the same.", "Les deux versions sont identiques.";
    field: "Field", "Champ";
    before: "Before", "Avant";
    after: "After", "Après";
    nothing: "nothing", "rien";
    roll_back: "Publish again", "Publier de nouveau";
    roll_back_title(number: &str): "Publish version {number} again?", "Publier de nouveau la version {number}\u{202f}?";
    roll_back_text: "Everybody sees it at once, as a new version. The draft stays as it is.", "Tout le monde la voit aussitôt, comme nouvelle version. Le brouillon reste tel quel.";
    in_language(name: &str, language: &str): "{name} ({language})", "{name} ({language})";
}

/// A brand of the gallery: its name, and what it is like.
pub(super) fn starting(locale: Locale, key: &str) -> (&'static str, &'static str) {
    match key {
        "harbour" => (harbour(locale), harbour_text(locale)),
        "library" => (library(locale), library_text(locale)),
        "orchard" => (orchard(locale), orchard_text(locale)),
        "workshop" => (workshop(locale), workshop_text(locale)),
        "lagoon" => (lagoon(locale), lagoon_text(locale)),
        _ => (festival(locale), festival_text(locale)),
    }
}

pub(super) fn theme_name(locale: Locale, theme: Theme) -> &'static str {
    match theme {
        Theme::Light => light(locale),
        Theme::Dark => dark(locale),
    }
}

pub(super) fn tint_name(locale: Locale, tint: Tint) -> &'static str {
    match tint {
        Tint::Brand => tint_brand(locale),
        Tint::Grey => tint_grey(locale),
        Tint::Warm => tint_warm(locale),
        Tint::Cool => tint_cool(locale),
    }
}

pub(super) fn density_name(locale: Locale, density: Density) -> &'static str {
    match density {
        Density::Comfortable => density_comfortable(locale),
        Density::Compact => density_compact(locale),
    }
}

pub(super) fn block_name(locale: Locale, block: HomeBlock) -> &'static str {
    match block {
        HomeBlock::Figures => block_figures(locale),
        HomeBlock::Chart => block_chart(locale),
        HomeBlock::Late => block_late(locale),
        HomeBlock::Ways => block_ways(locale),
    }
}

/// The slot's name, and what fits into it.
pub(super) fn slot_words(locale: Locale, slot: Slot) -> (&'static str, &'static str) {
    match slot {
        Slot::Logo => (logo(locale), logo_hint(locale)),
        Slot::LogoDark => (logo_dark(locale), logo_dark_hint(locale)),
        Slot::Icon => (icon(locale), icon_hint(locale)),
        Slot::SignInImage => (sign_in_image(locale), sign_in_image_hint(locale)),
    }
}

pub(super) fn field_name(locale: Locale, of: BrandField) -> String {
    let text = |name: fn(Locale) -> &'static str, language: Locale| {
        in_language(locale, name(locale), crate::i18n::words::language_name(language))
    };
    match of {
        BrandField::Name => identity(locale).to_owned(),
        BrandField::ShortName => short_name(locale).to_owned(),
        BrandField::Primary => primary(locale).to_owned(),
        BrandField::Accent => accent(locale).to_owned(),
        BrandField::Tint => tint(locale).to_owned(),
        BrandField::Radius => radius(locale).to_owned(),
        BrandField::Density => density(locale).to_owned(),
        BrandField::HeadingFont => heading_font(locale).to_owned(),
        BrandField::BodyFont => body_font(locale).to_owned(),
        BrandField::Picture(slot) => slot_words(locale, slot).0.to_owned(),
        BrandField::Home => home(locale).to_owned(),
        BrandField::Tagline(language) => text(tagline, language),
        BrandField::SignInMessage(language) => text(message, language),
        BrandField::MailFooter(language) => text(footer, language),
        BrandField::Legal(language) => text(legal, language),
    }
}

pub(super) fn pair_name(locale: Locale, pair: Pair) -> &'static str {
    let words = match pair {
        Pair::TextOnSurface => text_on_surface,
        Pair::TextOnSoft => text_on_soft,
        Pair::TextOnSelection => text_on_selection,
        Pair::MutedOnSurface => muted_on_surface,
        Pair::MutedOnSoft => muted_on_soft,
        Pair::TextOnBrand => text_on_brand,
        Pair::TextOnDeep => text_on_deep,
        Pair::BrandAsText => brand_as_text,
        Pair::BrandAsTextOnSoft => brand_as_text_on_soft,
        Pair::BrandOnSurface => brand_on_surface,
        Pair::BrandOnSoft => brand_on_soft,
        Pair::AccentOnSurface => accent_on_surface,
        Pair::AccentOnSoft => accent_on_soft,
        Pair::ControlOnSurface => control_on_surface,
        Pair::FocusOnSurface => focus_on_surface,
    };
    words(locale)
}

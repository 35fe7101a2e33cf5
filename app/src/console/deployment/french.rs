//! What each setting means, in French. In English it stands where the setting is declared, from where the file's template and
//! `tenantry config` have it as well.

use tenantry::{deployment::ShownSetting, locale::Locale};

macro_rules! meanings {
    ($($key:literal: $french:literal;)+) => {
        const MEANINGS: &[(&str, &str)] = &[$(($key, $french)),+];
    };
}

meanings! {
    "server.listen": "L’adresse et le port sur lesquels le serveur écoute.";
    "server.metrics_listen": "L’adresse et le port où Prometheus lit les mesures du serveur, par exemple `127.0.0.1:9464`. Qui y accède peut les lire. Vide\u{a0}: nulle part.";
    "server.internal_listen": "L’adresse et le port où un proxy demande s’il peut commander un certificat, par exemple `127.0.0.1:3001`, à `/internal/tls/ask?domain=`. Seul le proxy devrait pouvoir y accéder. Vide\u{a0}: nulle part.";
    "server.tls_listen": "L’adresse et le port pour HTTPS sans proxy, par exemple `0.0.0.0:443`. Les certificats sont alors commandés comme le dit la section `tls`. Vide\u{a0}: un proxy s’occupe de HTTPS.";
    "server.http_redirect_listen": "L’adresse et le port pour HTTP simple à côté de `tls_listen`, par exemple `0.0.0.0:80`. On y répond à l’autorité de certification, qui vient sur le port 80, et tous les autres sont renvoyés vers https.";
    "server.public_url": "L’adresse du site public telle que les visiteurs la voient, sans chemin. Les organisations sont des sous-domaines de son hôte, les opérateurs se connectent sur son sous-domaine `console.`. En https, les cookies ne sont envoyés que par https.";
    "server.site_root": "Le répertoire des fichiers du site (WebAssembly, scripts, styles, polices).";
    "server.trusted_proxies": "Les proxys dont les en-têtes transmis sont crus, sous forme d’adresses ou de réseaux, par exemple `10.0.0.0/8`. Dans l’environnement, ils sont séparés par des virgules.";
    "server.request_timeout_seconds": "Le nombre de secondes après lequel une requête est abandonnée, corps transmis compris.";
    "server.max_body_bytes": "La taille maximale du corps d’une requête, en octets.";
    "server.max_connections": "Le nombre maximal de connexions simultanées des visiteurs. Au-delà, les suivants attendent et les connexions inactives sont fermées pour eux. Moins si le processus n’a pas droit à autant de descripteurs.";
    "server.max_upload_bytes": "La taille maximale d’un fichier envoyé, comme un logo, en octets. Les images sont acceptées jusqu’à 2097152 octets, même si cette valeur est plus grande. Le fichier d’une identité visuelle peut en avoir six fois plus.";
    "server.compress": "Si les pages sont compressées. À désactiver quand un proxy s’en charge.";
    "tls.acme_directory": "L’annuaire ACME de l’autorité qui délivre les certificats. Le fixer, c’est accepter les conditions de cette autorité.";
    "tls.acme_contact": "L’adresse e-mail à laquelle l’autorité prévient des certificats qui expirent. Vide\u{a0}: elle n’en a aucune.";
    "tls.acme_ca_file": "Un fichier PEM avec le certificat qui fait reconnaître le HTTPS de l’autorité elle-même, pour une autorité privée. Sans valeur, ce sont ceux du système.";
    "tls.renew_before_days": "Le nombre de jours avant son terme où un certificat est renouvelé, mais jamais dans la première moitié de sa durée de vie\u{a0}; 0 correspond au tiers de cette durée.";
    "tls.orders_per_3_hours": "Le nombre maximal de commandes en trois heures, renouvellements compris. Let’s Encrypt en permet 300.";
    "tls.subdomains_per_week": "Le nombre maximal de nouveaux hôtes sous l’hôte de l’adresse publique en une semaine, renouvellements non compris. Let’s Encrypt en permet 50 pour un domaine enregistré.";
    "tls.orders_per_organisation_per_week": "Le nombre maximal de commandes pour les hôtes d’une même organisation en une semaine, renouvellements non compris.";
    "tls.failures_per_host_per_hour": "Le nombre maximal de commandes qui peuvent échouer pour un même hôte en une heure. Let’s Encrypt en permet 5.";
    "tls.certificates_per_host_per_week": "Le nombre maximal de certificats pour un même hôte en une semaine, renouvellements compris. Let’s Encrypt en permet 5 pour les mêmes noms (letsencrypt.org/docs/rate-limits).";
    "tls.hosts_per_registered_domain_per_week": "Le nombre maximal de nouveaux hôtes propres aux organisations, en une semaine, sous un même domaine enregistré comme `gmah-paris.fr`, quelles que soient les organisations. Let’s Encrypt en permet 50 (letsencrypt.org/docs/rate-limits).";
    "mail.smtp": "Le serveur d’e-mails\u{a0}: `smtps://utilisateur:mot-de-passe@mail.example.org`, ou `smtp://utilisateur:mot-de-passe@mail.example.org:587`, qui n’est utilisé que s’il propose le chiffrement. Sans serveur, aucun e-mail n’est envoyé\u{a0}: les liens sont montrés à qui les crée, et sur `localhost` les e-mails sont gardés et affichés à `/dev/mail`.";
    "mail.from": "L’adresse d’où viennent les e-mails. Les organisations y mettent leur nom. Sans valeur, c’est `no-reply@` et l’hôte de l’adresse publique.";
    "database.location": "`sqlite:<répertoire>` garde dans ce répertoire la base centrale et un fichier par organisation. `postgres://utilisateur:mot-de-passe@hôte/base` désigne la base centrale\u{a0}; chaque organisation reçoit sa propre base sur le même serveur et un rôle à elle\u{a0}: l’utilisateur doit donc avoir le droit de créer des bases et des rôles. Les autres emplacements relèvent de la section `placement`.";
    "database.directory": "Le répertoire des organisations dont l’emplacement est `sqlite` quand la base centrale est sur PostgreSQL. Quand elle est sur SQLite, elles sont dans son propre répertoire.";
    "database.key_file": "Le fichier de la clé avec laquelle sont scellées les adresses des serveurs enregistrés et signés les liens d’aperçu. Il est créé, lisible par son seul propriétaire, dès qu’il est nécessaire\u{a0}; tous les nœuds ont le même. Gardez-en une copie à l’écart de celles des données. Sans valeur, il est à côté du répertoire des fichiers et en porte le nom\u{a0}: `data.key`.";
    "placement.default": "L’emplacement quand aucune règle n’en dit un autre\u{a0}: `sqlite` (un fichier), `postgres-database` (une base sur le serveur PostgreSQL du déploiement, ou sur un serveur enregistré s’il n’en a pas), `postgres-schema` (un schéma dans une base que des organisations partagent, sur les mêmes serveurs) ou `postgres-server` (une base sur un serveur enregistré). Le serveur enregistré le moins rempli est pris\u{a0}; `tenantry server` les gère. Sans valeur, c’est `sqlite` ou `postgres-database`, comme la base centrale.";
    "placement.by_plan": "L’emplacement pour certaines formules, par exemple `{ large = \"postgres-server\" }`. Il passe avant celui de la région. Dans l’environnement\u{a0}: `large=postgres-server,small=postgres-schema`.";
    "placement.by_region": "L’emplacement pour certaines régions. Les organisations d’une région ne vont que sur ses serveurs enregistrés\u{a0}; la règle `sqlite` dit que la région est celle où tourne ce programme.";
    "stock.sqlite": "Le nombre de fichiers gardés d’avance\u{a0}; 0 n’en garde aucun.";
    "stock.postgres_database": "Le nombre de bases gardées d’avance sur le serveur PostgreSQL du déploiement, ou sur chaque serveur enregistré s’il n’en a pas\u{a0}; 0 n’en garde aucune. Une base vide y prend environ 8\u{a0}Mo.";
    "stock.postgres_schema": "Le nombre de schémas gardés d’avance sur les mêmes serveurs\u{a0}; 0 n’en garde aucun.";
    "stock.postgres_server": "Le nombre de bases gardées d’avance sur chaque serveur enregistré\u{a0}; 0 n’en garde aucune. Un serveur mis en retrait n’en garde pas non plus.";
    "stock.made_at_once": "Le nombre de bases préparées en même temps.";
    "pool.max_open_tenants": "Le nombre maximal d’organisations dont les bases sont ouvertes en même temps\u{a0}; la moins récemment utilisée est fermée pour la suivante.";
    "pool.idle_close_seconds": "Le nombre de secondes sans requête après lequel la base d’une organisation est fermée.";
    "pool.acquire_timeout_ms": "Le nombre de millisecondes pendant lequel une requête attend une connexion avant de recevoir la réponse 503.";
    "pool.requests_per_tenant": "Le nombre de requêtes d’une même organisation traitées en même temps\u{a0}; les suivantes attendent leur tour, afin que l’afflux d’une organisation laisse leur part aux autres.";
    "pool.queue_per_tenant": "Le nombre de requêtes d’une même organisation qui peuvent attendre leur tour\u{a0}; au-delà, la réponse 503 est immédiate.";
    "pool.sqlite_readers": "Le nombre de connexions qui lisent le fichier SQLite d’une organisation\u{a0}; une de plus y écrit.";
    "pool.postgres_connections_per_tenant": "Le nombre maximal de connexions à la base PostgreSQL d’une organisation.";
    "pool.postgres_connections": "Le nombre maximal de connexions à un serveur PostgreSQL pour les bases de toutes les organisations, sans compter celles de la base centrale. Les organisations ouvertes sans connexion ne comptent pas non plus.";
    "pool.central_connections": "Le nombre maximal de connexions à la base centrale\u{a0}; sur SQLite, de celles qui lisent.";
    "sign_up.open": "Si chacun peut créer une organisation sur le site public. Les opérateurs le peuvent toujours, dans la console et en ligne de commande.";
    "sign_up.per_network": "Le nombre maximal d’organisations qu’un même réseau peut créer en une heure\u{a0}; en IPv4 un /24, en IPv6 un /64.";
    "languages.offered": "Les langues proposées, parmi `en` et `fr`\u{a0}; dans l’environnement, elles sont séparées par des virgules. Une langue qui n’est pas proposée ne figure dans aucune liste\u{a0}; qui l’avait choisie, personne ou organisation, voit celle par défaut.";
    "languages.default": "La langue des visiteurs dont le navigateur ne dit rien, et des nouvelles organisations pour lesquelles personne n’en choisit une autre. C’est l’une de celles qui sont proposées.";
    "new_organisations.time_zone": "Le fuseau horaire, par son nom dans la base de données IANA. Il décide du début de la journée.";
    "new_organisations.currency": "La devise des montants, parmi `EUR`, `USD`, `GBP`, `CHF`, `CAD` et `ILS`. Une organisation ne peut plus en changer dès qu’un prêt est enregistré.";
    "plans.default": "La formule des nouvelles organisations quand personne n’en nomme une autre, désignée par sa clé. Les opérateurs écrivent les formules dans la console.";
    "plans.grace_days": "Le nombre de jours entre le moment où une organisation dépasse sa formule et celui à partir duquel rien ne peut plus y être ajouté, et où les modules absents de sa formule se ferment. Emporter ses données et supprimer restent toujours possibles.";
    "deletion.grace_days": "Le nombre de jours entre la suppression d’une organisation et l’effacement de ses données. D’ici là, elle peut être restaurée.";
    "deletion.exports": "Le répertoire où les données d’une organisation sont gardées dans un fichier avant d’être effacées. Sans valeur, c’est `exports` dans le répertoire des bases ou, avec un serveur, dans le répertoire `data`.";
    "moves.keep_days": "Le nombre de jours pendant lesquels l’ancienne copie des données d’une organisation est gardée après un déplacement.";
    "backups.every_hours": "Le nombre d’heures entre deux sauvegardes d’une organisation\u{a0}; avec 0, seules se font celles que quelqu’un demande.";
    "backups.keep_days": "Le nombre de jours pendant lesquels toutes sont gardées. La plus récente l’est toujours.";
    "backups.keep_weeks": "Le nombre de semaines pendant lesquelles la dernière de chacune est gardée.";
    "backups.keep_months": "Le nombre de mois pendant lesquels la dernière de chacun est gardée.";
    "backups.directory": "Le répertoire des sauvegardes, de préférence sur un autre disque. Sans valeur, c’est `backups` dans le répertoire des bases.";
    "domains.cname_target": "Le nom vers lequel pointent les hôtes des organisations par un enregistrement CNAME. Sans valeur, c’est l’hôte de l’adresse publique.";
    "domains.addresses": "Les adresses vers lesquelles ces hôtes peuvent pointer par des enregistrements A et AAAA, comme le doit le sommet d’une zone. Dans l’environnement, elles sont séparées par des virgules. Sans aucune, celles du nom ci-dessus dans le DNS comptent.";
    "domains.certificate_authority": "Qui délivre les certificats, tel que les enregistrements CAA le nomment.";
    "domains.per_organisation": "Le nombre maximal d’hôtes d’une organisation, y compris ceux qu’elle doit encore vérifier.";
    "domains.checks_per_minute": "Le nombre de fois qu’une même organisation peut faire contrôler ses hôtes en une minute.";
    "domains.grace_days": "Le nombre de jours pendant lesquels un hôte vérifié reste servi alors que ses enregistrements ont disparu.";
    "domains.allow_reserved": "Si des noms absents du DNS public sont admis, comme ceux sous `.test`. Pour les développeurs et les réseaux fermés.";
    "dns.server": "L’adresse et le port du résolveur, par exemple `192.0.2.53:53`. Sans valeur, c’est celui du système.";
    "dns.timeout_ms": "Le nombre de millisecondes qu’une réponse peut prendre.";
    "sessions.idle_minutes": "Le nombre de minutes sans requête après lequel une session prend fin.";
    "sessions.absolute_hours": "Le nombre d’heures après lequel une session prend fin dans tous les cas.";
    "support.policy": "Ce qui laisse entrer un opérateur\u{a0}: `consent` (un propriétaire de l’organisation l’autorise chaque fois) ou `notice` (il suffit de demander\u{a0}; les propriétaires reçoivent un e-mail, le voient sur leurs pages et peuvent y mettre fin).";
    "support.longest_minutes": "Le nombre maximal de minutes pendant lesquelles quelqu’un est laissé entrer.";
    "support.write": "Si le support peut changer quelque chose à l’intérieur\u{a0}: `never` (jamais), ou `consent` (un propriétaire l’autorise chaque fois, quelle que soit la règle d’entrée).";
    "metrics.on": "Si les requêtes, leur durée, les erreurs, les connexions et les personnes sont comptées par organisation.";
    "metrics.flush_seconds": "Le nombre de secondes entre deux enregistrements de ce qui a été compté. Ce qu’un serveur tué a compté depuis le dernier est perdu.";
    "metrics.keep_minutes_hours": "Le nombre d’heures pendant lesquelles les comptes sont gardés par minute.";
    "metrics.keep_hours_days": "Le nombre de jours pendant lesquels les comptes sont gardés par heure\u{a0}; les graphiques de la console montrent le dernier.";
    "metrics.keep_days_days": "Le nombre de jours pendant lesquels les comptes sont gardés par jour\u{a0}; les graphiques de la console montrent les douze derniers mois.";
    "metrics.named_organisations": "Le nombre d’organisations que Prometheus voit par leur nom, celles qui ont eu le plus de requêtes récemment. Toutes les autres sont `other`.";
    "traces.endpoint": "L’adresse du collecteur, qui reçoit OTLP par HTTP, par exemple `http://127.0.0.1:4318`\u{a0}; le chemin est `/v1/traces`, sauf si l’adresse se termine déjà ainsi. Vide\u{a0}: rien n’est tracé.";
    "traces.sample": "La part des requêtes et des tâches qui sont tracées, de 0 à 1. Un proxy de confiance qui envoie `traceparent` en décide lui-même.";
    "traces.service_name": "Le nom que le collecteur donne à ce programme.";
    "traces.headers": "Les en-têtes que le collecteur demande, par exemple `x-api-key=secret`, séparés par des virgules. Ils ne sont jamais montrés.";
    "log.filter": "Ce qui est inscrit au journal\u{a0}: un niveau (`error`, `warn`, `info`, `debug`, `trace`), ou des niveaux pour des parties du programme, par exemple `info,tenantry::fleet=debug`.";
    "log.json": "Si chaque ligne du journal est un objet JSON.";
    "log.slow_statement_ms": "Le nombre de millisecondes à partir duquel une instruction dans une base est inscrite au journal, avec l’endroit du programme qui l’a écrite.";
}

/// Words a setting for a reader, who gets it from the platform in English.
pub(super) fn say_in(locale: Locale, of: &mut ShownSetting) {
    if locale == Locale::Fr
        && let Some(meaning) = french(&of.key)
    {
        meaning.clone_into(&mut of.doc);
    }
}

fn french(key: &str) -> Option<&'static str> {
    MEANINGS.iter().find(|(of, _)| *of == key).map(|(_, meaning)| *meaning)
}

#[cfg(test)]
mod tests {
    use super::*;
    use tenantry::config::settings;

    #[test]
    fn every_setting_has_its_meaning_in_french_and_nothing_else_has() {
        for setting in settings() {
            let meaning = french(setting.key).unwrap_or_default();
            assert!(!meaning.is_empty() && meaning != setting.doc(), "{}: {meaning:?}", setting.key);
        }
        assert_eq!(MEANINGS.len(), settings().count());
    }
}

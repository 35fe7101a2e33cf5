//! Finding an organisation's front door for somebody who isn't signed in: by its exact address or its exact name, so
//! that the deployment's organisations can't be listed.

use super::{FrontDoor, listing::literal_pattern};
use crate::{db::sqlx, domains::HostName, error::Result, platform::Platform};

/// The organisation whose address is asked for, in any spelling, or those that bear exactly this name, in any case.
pub async fn front_doors(platform: &Platform, asked: &str) -> Result<Vec<FrontDoor>> {
    let wanted = asked.trim().to_lowercase();
    if wanted.is_empty() || wanted.chars().count() > 200 {
        return Ok(Vec::new());
    }
    let host = host_in(platform, &wanted);
    let mut reader = platform.central.read().await?;
    let rows = sql!(
        &mut reader,
        fetch_all Row,
        "select t.name, d.host, m.host as main_host from tenant t
         join domain d on d.tenant_id = t.id and d.verified_at is not null
         join domain m on m.tenant_id = t.id and m.is_main
         where t.status <> 'provisioning' and not exists (select 1 from deletion g where g.tenant_id = t.id)
           and (d.host = $1 or (d.is_main and lower(t.name) like $2 escape '\\'))
         order by t.name, t.slug limit 200",
        &host,
        literal_pattern(&wanted)
    )?;
    let found = rows.into_iter().filter(|row| row.host == host || row.name.to_lowercase() == wanted);
    Ok(found.map(|row| row.into_front_door(platform)).collect())
}

/// The host that the text names: `paris`, `paris.example.org`, or the address of one of its pages.
fn host_in(platform: &Platform, text: &str) -> String {
    let public_url = &platform.config.server.public_url;
    let text = text.split_once("://").map_or(text, |(_, rest)| rest);
    let text = text.split(['/', '?', '#']).next().unwrap_or_default();
    let host = if text.contains('.') { text.to_owned() } else { format!("{text}.{}", public_url.host()) };
    HostName::parse(&host).map(|host| host.to_string()).unwrap_or_default()
}

#[derive(sqlx::FromRow)]
struct Row {
    name: String,
    host: String,
    main_host: String,
}

impl Row {
    fn into_front_door(self, platform: &Platform) -> FrontDoor {
        let url = platform.config.server.public_url.origin_of(&self.main_host);
        FrontDoor { name: self.name, host: self.main_host, url }
    }
}

//! Hosts and where they lead: the directory and its two caches.

mod directory;

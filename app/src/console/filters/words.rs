//! Words of the saved filters.

crate::words! {
    title: "Saved filters", "Filtres enregistrés";
    lead: "They are yours alone.", "Ils n’appartiennent qu’à vous.";
    save_this: "Save this list", "Enregistrer cette liste";
    manage: "Manage", "Gérer";
    new_name: "Name of the filter", "Nom du filtre";
    name_of(name: &str): "New name of {name}", "Nouveau nom de {name}";
    keep: "Save", "Enregistrer";
    rename: "Rename", "Renommer";
    delete_named(name: &str): "Delete {name}", "Supprimer {name}";
    none_title: "There is no saved filter yet", "Aucun filtre enregistré";
    none: "Search or filter the list of organisations, then save it here under a name.", "Recherchez ou filtrez la liste des organisations, puis enregistrez-la sous un nom.";
    to_list: "To the list", "Vers la liste";
}

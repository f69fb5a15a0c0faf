//! The worked examples: what a first visit shows, and a gallery to learn from.

/// A worked example.
pub struct Example {
    /// What it is.
    pub title: &'static str,
    /// What there is to see in it.
    pub lesson: &'static str,
    /// The listing.
    pub tree: &'static str,
    /// The rules.
    pub rules: &'static str,
    /// A CODEOWNERS file, or nothing.
    pub codeowners: &'static str,
    /// Code mappings, or nothing.
    pub mappings: &'static str,
    /// Teams and people, or nothing.
    pub people: &'static str,
    /// A path to look at first.
    pub selected: &'static str,
}

/// The gallery; a first visit shows the first.
pub const EXAMPLES: [Example; 4] = [
    Example {
        title: "One application, seven teams",
        lesson: "A fallback that catches nothing, and a rule that takes over another team’s errors",
        tree: include_str!("shop.tree"),
        rules: include_str!("shop.rules"),
        codeowners: include_str!("shop.codeowners"),
        mappings: "",
        people: include_str!("shop.people"),
        selected: "src/payments/gateway/card.py",
    },
    Example {
        title: "The fallback at the wrong end",
        lesson: "The last match decides: a catch-all below the other rules takes everything",
        tree: include_str!("order.tree"),
        rules: include_str!("order.rules"),
        codeowners: "",
        mappings: "",
        people: "",
        selected: "api/src/orders/create.go",
    },
    Example {
        title: "A monorepo of four apps",
        lesson: "Fallback first, a team across apps, two owners of one screen",
        tree: include_str!("monorepo.tree"),
        rules: include_str!("monorepo.rules"),
        codeowners: "",
        mappings: "",
        people: "",
        selected: "apps/web/src/app/billing/page.tsx",
    },
    Example {
        title: "Review here, errors there",
        lesson: "A CODEOWNERS file beside the rules: who reviews a file, and who gets its errors",
        tree: include_str!("monorepo.tree"),
        rules: include_str!("review.rules"),
        codeowners: include_str!("review.codeowners"),
        mappings: "",
        people: include_str!("review.people"),
        selected: "apps/api/src/billing/invoice.ts",
    },
];

//! The map of a tree: nothing overlaps, areas are as weights, sums hold, and no tree makes it large.

use proptest::prelude::*;
use sentry_general::tree::Tree;
use sentry_general::tree::map::{Cell, MOST, Map, Rect, Weights, What, items};

const WIDTH: u32 = 800;
const HEIGHT: u32 = 600;

fn tree(paths: &[&str]) -> Tree {
    Tree::new(paths.iter().copied().collect())
}

fn map(tree: &Tree) -> Map {
    Map::new(tree, Tree::ROOT, &Weights::Files, WIDTH, HEIGHT)
}

/// The path of what a cell stands for; of several items joined, the folder's with `…`.
fn name(tree: &Tree, cell: &Cell) -> String {
    match &cell.what {
        What::Open(folder) | What::Closed(folder) => tree.folder_path(*folder).to_owned(),
        What::File(at) => tree.paths().get(tree.path_at(*at)).to_owned(),
        What::Others(folder, _) => format!("{}/…", tree.folder_path(*folder)),
    }
}

fn is_apart(a: &Rect, b: &Rect) -> bool {
    a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y
}

fn holds(outer: &Rect, inner: &Rect) -> bool {
    outer.x <= inner.x
        && outer.y <= inner.y
        && inner.x + inner.width <= outer.x + outer.width
        && inner.y + inner.height <= outer.y + outer.height
}

/// What is always so: cells lie in what they are in, siblings apart, and every file is counted once.
#[track_caller]
fn check(tree: &Tree, map: &Map) {
    let whole = Rect { x: 0, y: 0, width: WIDTH, height: HEIGHT };
    for (at, cell) in map.cells.iter().enumerate() {
        let outer = cell.inside.map_or(&whole, |it| &map.cells[it as usize].place);
        assert!(holds(outer, &cell.place), "{} is in what it is in", name(tree, cell));
        if let Some(inside) = cell.inside {
            assert!((inside as usize) < at, "what holds others comes before them");
        }
    }
    let leaves = || map.cells.iter().filter(|cell| !matches!(cell.what, What::Open(_)));
    let list: Vec<&Cell> = leaves().collect();
    for (at, cell) in list.iter().enumerate() {
        for other in &list[at + 1..] {
            assert!(
                is_apart(&cell.place, &other.place),
                "{} and {}",
                name(tree, cell),
                name(tree, other)
            );
        }
    }
    assert_eq!(leaves().map(|cell| cell.weight).sum::<u64>(), map.weight);
    let mut seen = vec![0; tree.len()];
    for at in leaves().flat_map(|cell| cell.what.positions(tree)).flatten() {
        seen[at as usize] += 1;
    }
    assert!(seen.iter().all(|&times| times == 1), "every file is in one cell");
}

#[test]
fn areas_of_siblings_are_as_their_weights() {
    let paths: Vec<String> = [("a", 100), ("b", 200), ("c", 50), ("d", 650)]
        .iter()
        .flat_map(|(folder, files)| (0..*files).map(move |at| format!("{folder}/{at}.rs")))
        .collect();
    let tree = Tree::new(paths.iter().map(String::as_str).collect());
    let map = map(&tree);
    check(&tree, &map);
    for cell in map.cells.iter().filter(|cell| cell.inside.is_none()) {
        let expected = u64::from(WIDTH * HEIGHT) * cell.weight / map.weight;
        let off = cell.place.area().abs_diff(expected);
        assert!(
            off * 100 <= expected,
            "{}: {} for {expected}",
            name(&tree, cell),
            cell.place.area()
        );
    }
}

#[test]
fn weights_may_be_others_than_one_a_file_and_what_weighs_nothing_is_not_there() {
    let tree = tree(&["a/quiet", "b/loud", "b/soft", "c/none"]);
    let of = |at: u32| match tree.paths().get(tree.path_at(at)) {
        "b/loud" => 9,
        "b/soft" => 1,
        _ => 0,
    };
    let weights = Weights::of((0..tree.len() as u32).map(of));
    let map = Map::new(&tree, Tree::ROOT, &weights, WIDTH, HEIGHT);
    let names: Vec<_> = map.cells.iter().map(|cell| (name(&tree, cell), cell.weight)).collect();
    assert_eq!(names, [("b".to_owned(), 10), ("b/loud".into(), 9), ("b/soft".into(), 1)]);
    let area = |at: usize| map.cells[at].place.area() as f64;
    assert!((area(1) / area(2) - 9.0).abs() < 0.3, "{} {}", area(1), area(2));
}

#[test]
fn small_items_are_joined_with_their_count() {
    let mut paths: Vec<String> = (0..40_000).map(|at| format!("big/{at}")).collect();
    paths.extend(["tiny/a", "tiny/b", "wee/c", "readme"].map(str::to_owned));
    let tree = Tree::new(paths.iter().map(String::as_str).collect());
    let map = map(&tree);
    check(&tree, &map);
    let others = map
        .cells
        .iter()
        .find(|cell| cell.inside.is_none() && matches!(cell.what, What::Others(..)));
    assert_eq!(others.map(|cell| cell.weight), Some(4));
}

#[test]
fn folders_with_nothing_but_a_folder_are_one_cell_with_it() {
    let tree = tree(&["src/main/java/com/shop/A.java", "src/main/java/com/shop/B.java", "README"]);
    let map = map(&tree);
    let names: Vec<_> = map.cells.iter().map(|cell| name(&tree, cell)).collect();
    assert_eq!(names[..2], ["README", "src/main/java/com/shop"]);
    assert_eq!(items(&tree, Tree::ROOT, &Weights::Files).len(), 2);
}

#[test]
fn a_small_edit_keeps_the_order_and_moves_little() {
    let mut paths: Vec<String> = (0..30)
        .flat_map(|folder| (0..20 + folder).map(move |at| format!("f{folder:02}/{at}.ts")))
        .collect();
    let before = Tree::new(paths.iter().map(String::as_str).collect());
    paths.push("f07/new.ts".to_owned());
    let after = Tree::new(paths.iter().map(String::as_str).collect());
    let places = |tree: &Tree| -> Vec<(String, Rect)> {
        let map = map(tree);
        let top = map.cells.iter().filter(|cell| cell.inside.is_none());
        top.map(|cell| (name(tree, cell), cell.place)).collect()
    };
    for ((name, before), (again, after)) in places(&before).iter().zip(&places(&after)) {
        assert_eq!(name, again);
        let moved = before.x.abs_diff(after.x).max(before.y.abs_diff(after.y));
        assert!(moved <= 12, "{name} moved by {moved} px");
    }
}

#[test]
fn no_tree_makes_more_cells_than_there_is_room_for() {
    let flat = (0..200_000).map(|at| format!("{at}"));
    let deep = (0..3_000).map(|at| format!("{}f", "d/".repeat(at)));
    let wide = (0..100_000).map(|at| format!("{}/{}/{}/{at}", at % 50, at % 500, at % 5_000));
    let lonely = (0..50_000).map(|at| format!("{at}/x/y"));
    for paths in [flat.collect::<Vec<_>>(), deep.collect(), wide.collect(), lonely.collect()] {
        let tree = Tree::new(paths.iter().map(String::as_str).collect());
        let map = map(&tree);
        check(&tree, &map);
        assert!(map.cells.len() <= 2 * MOST as usize, "{} cells", map.cells.len());
    }
}

#[test]
fn nothing_and_no_room_give_nothing_and_no_panic() {
    let none = tree(&[]);
    assert_eq!(map(&none).cells, []);
    let some = tree(&["a/b", "c", "d/e/f", "d/e/g"]);
    for (width, height) in [(0, 0), (1, 1), (0, 9), (3, 1), (40, 40)] {
        let map = Map::new(&some, Tree::ROOT, &Weights::Files, width, height);
        let leaves = map.cells.iter().filter(|cell| !matches!(cell.what, What::Open(_)));
        assert_eq!(leaves.map(|cell| cell.weight).sum::<u64>(), 4, "{width} × {height}");
    }
}

proptest! {
    #[test]
    fn any_tree_is_laid_out_alike_in_any_order(
        mut paths in prop::collection::btree_set("([a-e]{1,2}/){0,4}[a-z]{1,3}\\.x", 1..300)
            .prop_map(|set| set.into_iter().collect::<Vec<_>>()),
        turn in 0_usize..300,
    ) {
        let sorted = Tree::new(paths.iter().map(String::as_str).collect());
        let one = map(&sorted);
        check(&sorted, &one);
        let by = turn % paths.len();
        paths.rotate_left(by);
        paths.reverse();
        let turned = Tree::new(paths.iter().map(String::as_str).collect());
        let named = |tree: &Tree, map: &Map| -> Vec<(String, Rect)> {
            map.cells.iter().map(|cell| (name(tree, cell), cell.place)).collect()
        };
        prop_assert_eq!(named(&sorted, &one), named(&turned, &map(&turned)));
    }
}

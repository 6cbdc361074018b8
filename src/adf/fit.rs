//! What may stand in what. A node in a place where HTML would lose it gets what belongs around it: a
//! cell its row and its table, an item its list; what a list or a table holds beside becomes an item or
//! a cell. So no text is lost, and the page has the elements that the text of it says.

use super::{Block, Cell, Node, TableLook, Valign};

/// The children of a block, each where it may stand.
pub(super) fn fit(parent: &Block, children: Vec<Node>) -> Vec<Node> {
    let place = Place::inside(parent);
    if children.iter().all(|child| Place::of(child) == place) {
        return children;
    }
    let mut fitted: Vec<Node> = Vec::new();
    let mut run: Vec<Node> = Vec::new();
    for child in children {
        if run.last().is_some_and(|last| Place::of(last) != Place::of(&child)) {
            take_run(&mut run, place, &mut fitted);
        }
        run.push(child);
    }
    take_run(&mut run, place, &mut fitted);
    fitted
}

/// Takes neighbours of one kind over, with what they need around them.
fn take_run(run: &mut Vec<Node>, place: Place, fitted: &mut Vec<Node>) {
    let nodes = std::mem::take(run);
    match nodes.first().map(Place::of) {
        Some(own) if own != place => fitted.extend(wrap(own, place, nodes)),
        _ => fitted.extend(nodes),
    }
}

/// Where a node stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Anywhere where there is text.
    Any,
    List,
    Tasks,
    Decisions,
    Table,
    Row,
    Columns,
}

impl Place {
    /// The place that a block gives to its children.
    fn inside(parent: &Block) -> Self {
        match parent {
            Block::Bullets | Block::Ordered(_) => Self::List,
            Block::Tasks => Self::Tasks,
            Block::Decisions => Self::Decisions,
            Block::Table(_) => Self::Table,
            Block::Row => Self::Row,
            Block::Columns => Self::Columns,
            _ => Self::Any,
        }
    }

    /// The place that a node needs.
    fn of(node: &Node) -> Self {
        match node {
            Node::Block(Block::Item, _) => Self::List,
            Node::Block(Block::Task(_), _) => Self::Tasks,
            Node::Block(Block::Decision, _) => Self::Decisions,
            Node::Block(Block::Row, _) => Self::Table,
            Node::Block(Block::Cell(_), _) => Self::Row,
            Node::Block(Block::Column(..), _) => Self::Columns,
            _ => Self::Any,
        }
    }
}

/// Nodes that need the place `own`, so that they may stand in `place`.
fn wrap(own: Place, place: Place, nodes: Vec<Node>) -> Vec<Node> {
    // A cell in a table lacks its row alone.
    if (own, place) == (Place::Row, Place::Table) {
        return vec![Node::Block(Block::Row, nodes)];
    }
    let nodes = match own {
        Place::Any => nodes,
        Place::List => vec![Node::Block(Block::Bullets, nodes)],
        Place::Tasks => vec![Node::Block(Block::Tasks, nodes)],
        Place::Decisions => vec![Node::Block(Block::Decisions, nodes)],
        Place::Columns => vec![Node::Block(Block::Columns, nodes)],
        Place::Table => vec![Node::Block(Block::Table(TableLook::default()), nodes)],
        Place::Row => {
            let row = vec![Node::Block(Block::Row, nodes)];
            vec![Node::Block(Block::Table(TableLook::default()), row)]
        }
    };
    let held = match place {
        Place::Any => return nodes,
        Place::List | Place::Tasks | Place::Decisions => Block::Item,
        Place::Columns => Block::Column(100, Valign::Top),
        Place::Row => Block::Cell(PLAIN),
        Place::Table => {
            let cell = vec![Node::Block(Block::Cell(PLAIN), nodes)];
            return vec![Node::Block(Block::Row, cell)];
        }
    };
    vec![Node::Block(held, nodes)]
}

const PLAIN: Cell =
    Cell { header: false, colspan: 1, rowspan: 1, background: None, valign: Valign::Top };

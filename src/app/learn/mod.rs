//! Ways in, the tour, the article, lessons with bets, and the evidence board.

pub mod article;
pub mod assign;
pub mod assignment;
pub mod bet;
pub mod bets;
pub mod board;
pub mod board_row;
pub mod dirac;
pub mod dirac_picture;
pub mod dirac_stage;
pub mod doors;
pub mod fetch_board;
pub mod glance;
pub mod lessons;
pub mod qr;
pub mod slow;
pub mod tour;

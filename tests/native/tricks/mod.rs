//! What docs/facts.md says of every trick, as known answers and properties: one file a trick. What
//! must do exactly nothing is in `nulls`.
#![cfg(feature = "engine")]

mod support;

mod capacity;
mod classes;
mod dropout;
mod edits;
mod few;
mod forks;
mod init;
mod labels;
mod multi_scale;
mod noise;
mod nulls;
mod optimizers;
mod pack;
mod penalties;
mod rates;
mod replay;
mod spectral;

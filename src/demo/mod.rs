//! The sample commune: Tân Bình with counters, officers, tablets, links and two years of generated ratings, plainly marked
//! as sample data in its name, which every page shows.

mod sample;

//! One binary of stories: what citizens, clerks, leaders and tablets do over HTTP, each story on both databases.
//! `harness` knows how to start a server and who the people are; `tidy` keeps the tree in order.

mod tidy;

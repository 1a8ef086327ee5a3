//! The SQL of plans. Whether somebody may see a plan is decided in `plans`; whatever belongs to one is reached through it.

mod items;
mod people;
mod plans;
mod published;
mod tasks;

pub use items::{
    delete_item, has_readings, insert_item, insert_reading, list_items, list_readings, swap_items,
    update_item,
};
pub use people::{Person, list_people};
pub use plans::{
    NewPlan, find_plan, find_plan_of, find_plan_of_item, find_plan_of_task, hold_plan,
    insert_event, insert_plan, list_events, list_years, save_plan,
};
pub use published::count_published;
pub use tasks::{
    Own, TaskChange, delete_task, insert_note, insert_task, list_overdue, list_own, list_tasks,
    update_task,
};

-- Duties look at every unit each minute, so no index that begins with a unit leads them to what is open and due, or
-- answered and not objected to. Whatever else is in a state is read, too: there is little, but for what is over, which
-- no duty asks for. A state cannot be the condition of a partial index: queries name it by a parameter.
CREATE INDEX complaints_state_due ON complaints (state, due);
-- Whom nobody has told yet that it came: none but open cases have this day, and few of them. With what decides whether
-- a case may be seen, so that this part of the inbox is counted without reading a case.
CREATE INDEX complaints_to_tell ON complaints (unit_id, acknowledge_by, confined, keeper_id) WHERE acknowledge_by IS NOT NULL;
-- Days are taken off when the clock goes on, from where they are counted to where it was stopped. Of what stands now
-- they were taken off when it stopped.
UPDATE complaints SET counted_from = paused_on WHERE state = 'waiting' AND paused_on IS NOT NULL;

-- Leaves stand with their events, and of the nodes above only the roots of whole tiles are kept.
DELETE FROM tree_node WHERE level = 0 OR level % 8 <> 0;

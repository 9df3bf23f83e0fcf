-- Cursors are plain text now and need no key. The table stays: a process of the version before, which may run beside
-- this one during an upgrade, seals its cursors with it.
comment on table signing_key is 'of versions that sealed their cursors; nothing reads it any more, and it may be dropped once none of them runs';

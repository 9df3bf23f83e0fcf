-- {blob, bytes, sha256}: where the result is, when it is too large for an event
alter table task add column stored_result json;

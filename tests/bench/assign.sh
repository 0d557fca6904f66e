#!/usr/bin/env bash
# A targeted batch from a list of persons. Read in by bench.sh.

case_assign() {
  die 'assign is not measured yet: the job that takes the list is not there'
}

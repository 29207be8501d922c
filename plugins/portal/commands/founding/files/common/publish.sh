#!/bin/sh
set -eu
portal check
portal write site
portal verify site

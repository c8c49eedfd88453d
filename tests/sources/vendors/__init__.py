"""Tests of the vendor files: synthetic exports of every report, goldens, quirks, real samples."""

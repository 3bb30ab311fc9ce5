import assert from "node:assert/strict";
import { test } from "node:test";
import { closeFragment } from "../../src/jupyter/report-fragment.ts";

test("closeFragment: what is open at the end is closed", () => {
  const open: [string, string][] = [
    ["<!-- unclosed", "-->"],
    ["<b>a</b><!-- a > <b> --", "-->"],
    ["<script>if (a < b) '<!-- <style>'", "</script>"],
    ["<STYLE media='a>b'>p > a", "</style>"],
    ["<textarea><!-- a -->", "</textarea>"],
    ["<title>a</titles>", "</title>"],
    ["<template><i></template><template><template><p>", "</template></template>"],
    ["<template><style>p", "</style></template>"],
    ["<template><!-- </template>", "--></template>"],
  ];
  for (const [html, terminator] of open) assert.equal(closeFragment(html), html + terminator);
});

test("closeFragment: an unfinished tag is left out", () => {
  for (const tag of ["<", "</p", '<img src="a>b', "<img alt='", "<b x=", "<!doctype", "<?", "</"]) {
    assert.equal(closeFragment(`<p>a</p>${tag}`), tag === "<" ? "<p>a</p><" : "<p>a</p>");
  }
  assert.equal(closeFragment("<template><b x"), "<template></template>");
  assert.equal(closeFragment("<style>a</style b='>"), "<style>a</style>");
});

test("closeFragment: a complete fragment is unchanged", () => {
  const complete = [
    "",
    "a < b && c > d <3",
    "<p>an open paragraph",
    "<!doctype html><!-- <script> --><!--><!---><!-- a --!><? a ?></ a>",
    "<script>'<!--'; '<style>'</script ><style><!-- </style\n><br/>",
    "<TITLE>a</title x='1'><template></template></template>",
    `<a title="<!-- <script>" href=x'y b = '<style>' c"d e=>text</a>`,
    `<img src="data:image/png;base64,${"A".repeat(5e6)}">${"<i a=1></i>".repeat(1e5)}`,
  ];
  for (const html of complete) assert.ok(closeFragment(html) === html, html.slice(0, 99));
});

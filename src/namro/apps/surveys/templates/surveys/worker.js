{% autoescape off %}// Keeps a page of /ks that was opened once, with its two files, for when there is no connection. Answers are not its work.
"use strict";
const files = [{% for file in files %}"{{ file }}"{% if not forloop.last %}, {% endif %}{% endfor %}];
const name = "ks " + files.join(" ");
self.addEventListener("install", e => e.waitUntil(caches.open(name).then(c => c.addAll(files)).then(() => self.skipWaiting())));
self.addEventListener("activate", e => e.waitUntil(caches.keys().then(all => Promise.all(all.filter(n => n.startsWith("ks ") && n !== name).map(n => caches.delete(n)))).then(() => self.clients.claim())));
self.addEventListener("fetch", e => {
  if (e.request.method !== "GET") return;
  e.respondWith(fetch(e.request).catch(async () => await caches.match(e.request) || Response.error()));
});
self.addEventListener("message", e => e.waitUntil(caches.open(name).then(c => e.data.drop ? c.delete(e.data.drop) : c.add(e.data.keep))));
{% endautoescape %}

// Keeps what is marked data-live as the server draws it: told that something
// has changed, the page reads its own address again and takes those parts over.
"use strict";
(() => {
	if (!document.querySelector("[data-live]")) return;
	const lost = document.getElementById("lost");
	const rest = 1000; // milliseconds between two looks
	let busy = false, again = false;

	const focused = () => {
		const at = document.activeElement;
		if (!at || !at.closest("[data-live]")) return "";
		if (at.id) return "#" + CSS.escape(at.id);
		return at.getAttribute("href") ? `a[href="${CSS.escape(at.getAttribute("href"))}"]` : "";
	};

	const take = (next) => {
		for (const now of document.querySelectorAll("[data-live]")) {
			const then = next.getElementById(now.id);
			if (!then || then.innerHTML === now.innerHTML) continue;
			for (const folded of then.querySelectorAll("details[id]")) {
				const was = document.getElementById(folded.id);
				if (was) folded.open = was.open;
			}
			const focus = focused();
			now.replaceChildren(...then.childNodes);
			if (focus) now.querySelector(focus)?.focus({preventScroll: true});
		}
		const stop = document.querySelector(".stopped"), stopped = next.querySelector(".stopped");
		if (!stop !== !stopped) location.reload();
	};

	const look = async () => {
		if (busy) { again = true; return; }
		busy = true;
		try {
			const answer = await fetch(location.href, {headers: {Accept: "text/html"}});
			if (answer.redirected) location.reload(); // signed out
			else if (answer.ok) take(new DOMParser().parseFromString(await answer.text(), "text/html"));
		} catch { // the stream says that the hub is away
		}
		setTimeout(() => {
			busy = false;
			if (again) { again = false; look(); }
		}, rest);
	};

	// A page about one terminal or one command minds no other terminal.
	const about = document.querySelector("[data-about]")?.dataset.about;
	const stream = new EventSource("/api/v1/live");
	stream.onmessage = (told) => {
		const change = JSON.parse(told.data);
		if (!about || change.what !== "terminal" || change.id === about) look();
	};
	stream.onopen = () => { if (!lost.hidden) { lost.hidden = true; look(); } };
	stream.onerror = () => { lost.hidden = false; };
	setInterval(look, 60000); // lengths of time grow by themselves
	addEventListener("pagehide", () => stream.close());
})();

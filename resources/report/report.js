
'use strict';
// Draws what the static page cannot: charts over time, percentile curves, sortable tables. Reads
// the embedded run file; whatever comes out of it reaches the page by textContent only. Everything
// is built anew, so that a page saved by a browser after it ran works as well.
(() => {
const run = JSON.parse(document.getElementById('run-file').textContent);

// ---- reading the run file: a member of another type is not there ------------------------------

const member = (object, key) => object !== null && typeof object === 'object' ? object[key] : undefined;
const list = (object, key) => Array.isArray(member(object, key)) ? object[key] : [];
const words = (object, key) => typeof member(object, key) === 'string' ? object[key] : '';

function quantity(object, key) {
    const value = member(object, key);
    return typeof value === 'number' && value >= 0 && value <= 1e15 ? value : null;
}

const scaled = (value, factor) => value === null ? null : value * factor;
const cut = (text, length) => text.length > length ? text.slice(0, length - 1) + '\u2026' : text;

// ---- building the page ------------------------------------------------------------------------

function build(name, attributes, ...children) {
    const svg = ['svg', 'g', 'path', 'line', 'rect', 'text', 'circle', 'title'].includes(name);
    const node = svg ? document.createElementNS('http://www.w3.org/2000/svg', name)
                     : document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {}))
        node.setAttribute(key, value);
    node.append(...children); // strings become text nodes, never markup
    return node;
}

function grouped(value, decimals) {
    const [whole, fraction] = value.toFixed(decimals).split('.');
    return whole.replace(/\B(?=(\d{3})+$)/g, ',') + (fraction ? '.' + fraction : '');
}

// Three significant digits, at most three decimals.
function shown(value) {
    if (value === null)
        return 'no data';
    const digits = value >= 100 || value === 0 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 3;
    return Number.isInteger(value) ? grouped(value, 0) : grouped(value, digits);
}

function clock(seconds) {
    if (seconds < 120)
        return shown(Math.round(seconds * 10) / 10) + ' s';
    const s = Math.round(seconds);
    const two = n => String(n).padStart(2, '0');
    return s < 3600 ? `${Math.floor(s / 60)} min ${s % 60} s`
                    : `${Math.floor(s / 3600)} h ${two(Math.floor(s % 3600 / 60))} min ${two(s % 60)} s`;
}

// ---- axes -------------------------------------------------------------------------------------

function roundStep(rough, steps = [1, 2, 2.5, 5, 10]) {
    const power = 10 ** Math.floor(Math.log10(rough));
    return power * steps.find(step => step * power >= rough * 0.999);
}

function linearAxis(largest, whole) {
    const step = Math.max(roundStep((largest || 1) / 4), whole ? 1 : 0);
    const count = Math.max(1, Math.ceil(largest / step - 1e-9));
    const decimals = [0, 1, 2, 3, 4, 5].find(d => Math.abs(step * 10 ** d - Math.round(step * 10 ** d)) < 1e-6);
    const top = step * count;
    return {
        at: value => value / top,
        ticks: Array.from({length: count + 1}, (_, i) => [i * step, grouped(i * step, decimals ?? 6)]),
    };
}

function logAxis(smallest, largest) {
    const low = Math.floor(Math.log10(smallest));
    const high = Math.max(low + 1, Math.ceil(Math.log10(largest) - 1e-9));
    const few = high - low < 3;
    const ticks = [];
    for (let power = low; power <= high; ++power)
        for (const factor of few && power < high ? [1, 2, 5] : [1])
            ticks.push([factor * 10 ** power, grouped(factor * 10 ** power, Math.max(0, -power))]);
    return {at: value => (Math.log10(Math.max(value, 10 ** low)) - low) / (high - low), ticks};
}

function timeTicks(end, wanted) {
    const steps = [1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600, 900, 1200, 1800, 3600, 7200, 14400, 43200, 86400];
    const step = steps.find(s => end / s <= wanted) || roundStep(end / wanted);
    const [unit, name] = step >= 3600 ? [3600, 'h'] : step >= 60 ? [60, 'min'] : [1, 's'];
    const ticks = [];
    for (let t = 0; t <= end + 1e-9; t += step)
        ticks.push([t, `${shown(t / unit)} ${name}`]);
    return ticks;
}

// ---- the charts over time ---------------------------------------------------------------------

// What was in flight at the end came back in a moment too short for a rate: a spike of nothing.
const isLongEnough = (row, i, rows) => rows.length === 1 || !(quantity(row, 'length_s') < 0.1)
    || quantity(row, 'length_s') === null;
const timeline = list(run, 'timeline').filter(row => quantity(row, 't_s') !== null).filter(isLongEnough);
const samples = list(member(run, 'server'), 'samples').filter(row => quantity(row, 't_s') !== null);

function lengthOf(index) {
    const own = quantity(timeline[index], 'length_s');
    if (own !== null)
        return own;
    const next = timeline[index + 1] || timeline[index];
    return Math.max(0, next.t_s - timeline[index].t_s);
}

const endOfRun = Math.max(1e-3, ...timeline.map((row, i) => row.t_s + lengthOf(i)), ...samples.map(row => row.t_s));

// Neighbouring rows of one phase as one band; measuring has none.
const bands = [];
timeline.forEach((row, i) => {
    const name = {spawn: 'spawn', warmup: 'warm-up', pause: 'pause', stop: 'stop'}[words(row, 'phase')];
    const last = bands[bands.length - 1];
    if (name && last && last.name === name && last.index === i - 1)
        Object.assign(last, {end: row.t_s + lengthOf(i), index: i});
    else if (name)
        bands.push({name, start: row.t_s, end: row.t_s + lengthOf(i), index: i});
});

const isFault = kind => /fault|fail|error|lost|outage|refused|reset|crash|stall|freeze|timeout/.test(kind);
const events = list(run, 'events').filter(event => quantity(event, 't_s') !== null);

const intervals = timeline.map((row, i) => row.t_s + lengthOf(i) / 2);
const sampled = samples.map(row => row.t_s);
const ofRows = read => timeline.map(read);
const ofSamples = read => samples.map(read);
const latencyOf = key => ofRows(row => scaled(quantity(member(row, 'latency_us'), key), 1e-3));

const charts = [
    {
        id: 'throughput', title: 'Throughput', times: intervals,
        series: [
            {name: 'tasks/s', role: 'throughput', values: ofRows(row => quantity(row, 'throughput_per_s'))},
            {
                name: 'failures/s', role: 'failures', values: ofRows((row, i) => {
                    const failures = quantity(row, 'failures');
                    return failures === null || !(lengthOf(i) > 0) ? null : failures / lengthOf(i);
                }),
            },
        ],
    },
    {
        id: 'latency', title: 'Latency, ms', times: intervals, scale: 'linear',
        series: [
            {name: 'median', role: 'median', values: latencyOf('p50')},
            {name: '95 %', role: 'p95', values: latencyOf('p95')},
            {name: '99 %', role: 'p99', values: latencyOf('p99')},
        ],
    },
    {
        id: 'users', title: 'Users', times: intervals, whole: true,
        series: [
            {name: 'users', role: 'users', values: ofRows(row => quantity(row, 'users'))},
            {name: 'in flight', role: 'median', values: ofRows(row => quantity(row, 'in_flight'))},
            ...timeline.some(row => quantity(row, 'backlog') > 0)
                ? [{name: 'backlog', role: 'p95', values: ofRows(row => quantity(row, 'backlog'))}] : [],
        ],
    },
    {
        id: 'server-cpu', title: 'Server CPU, % of a core', times: sampled,
        series: [{name: 'CPU', role: 'server', values: ofSamples(row => scaled(quantity(row, 'cpu_share'), 100))}],
    },
    {
        id: 'server-commands', title: 'Server commands/s', times: sampled,
        series: [{name: 'commands/s', role: 'server', values: ofSamples(row => quantity(row, 'commands_per_s'))}],
    },
    {
        id: 'server-memory', title: 'Server memory, MB', times: sampled,
        series: [{name: 'memory', role: 'server', values: ofSamples(row => scaled(quantity(row, 'memory_bytes'), 1e-6))}],
    },
].filter(chart => chart.series.some(series => series.values.some(value => value !== null)));

let plotHeight = 118;
const kTop = 18;
const kBottom = 20;
const kRight = 10;

function valuesOf(chart) {
    return chart.series.filter(series => !series.hidden)
        .flatMap(series => series.values).filter(value => value !== null);
}

function axisOf(chart) {
    const values = valuesOf(chart);
    const positive = values.filter(value => value > 0);
    const largest = values.reduce((a, b) => Math.max(a, b), 0);
    if (chart.scale === 'log' && positive.length)
        return logAxis(positive.reduce((a, b) => Math.min(a, b)), largest);
    return linearAxis(largest, chart.whole);
}

// A gap where there is no value; a value alone between gaps is a dot.
function pathOf(times, values, x, y) {
    let path = '';
    values.forEach((value, i) => {
        if (value === null)
            return;
        const starts = i === 0 || values[i - 1] === null;
        const alone = starts && (i + 1 === values.length || values[i + 1] === null);
        path += `${starts ? 'M' : 'L'}${x(times[i]).toFixed(1)} ${y(value).toFixed(1)}${alone ? 'h0' : ''}`;
    });
    return path;
}

function appendMarks(svg, x, withTexts) {
    const marks = [];
    for (const band of bands) {
        const [start, end] = [x(band.start), x(band.end)];
        svg.append(build('rect', {class: `band ${band.name}`, x: start, y: kTop - 14, width: Math.max(1, end - start), height: plotHeight + 14}));
        if (end - start > band.name.length * 6 + 4)
            marks.push({from: start, to: end, at: start + 4, text: band.name, fault: ''});
    }
    for (const event of events.slice(0, 200)) {
        const at = x(event.t_s);
        const text = cut(words(event, 'text') || words(event, 'kind'), 32);
        const fault = isFault(words(event, 'kind')) ? ' fault' : '';
        svg.append(build('line', {class: 'event' + fault, x1: at, x2: at, y1: kTop - 14, y2: kTop + plotHeight}));
        const width = text.length * 6;
        const left = at + width > x(endOfRun);
        marks.push({from: left ? at - width - 4 : at, to: left ? at : at + width + 4, at: left ? at - 4 : at + 4,
            text, fault, left});
    }
    const taken = [];
    marks.sort((a, b) => Boolean(b.fault) - Boolean(a.fault)); // faults get the room first
    for (const mark of withTexts ? marks : []) {
        if (mark.from < x(0) - 1 || taken.some(other => mark.from < other.to && other.from < mark.to))
            continue; // no room: the table of events has it
        taken.push(mark);
        svg.append(build('text', {class: mark.left === undefined ? '' : 'mark' + mark.fault, x: mark.at, y: kTop - 4, 'text-anchor': mark.left ? 'end' : 'start'}, mark.text));
    }
}

function drawChart(chart, left) {
    const width = Math.max(240, chart.place.clientWidth);
    const height = kTop + plotHeight + kBottom;
    const x = t => left + t / endOfRun * (width - left - kRight);
    const y = value => kTop + (1 - chart.axis.at(value)) * plotHeight;
    const svg = build('svg', {viewBox: `0 0 ${width} ${height}`, role: 'img', tabindex: '0',
        'aria-label': `${chart.title} over time; arrow keys move the cursor`});
    appendMarks(svg, x, charts.indexOf(chart) < 2);
    for (const [value, text] of chart.axis.ticks) {
        svg.append(build('line', {class: value === 0 ? 'axis' : 'grid', x1: left, x2: width - kRight, y1: y(value), y2: y(value)}));
        svg.append(build('text', {x: left - 8, y: y(value) + 4, 'text-anchor': 'end'}, text));
    }
    for (const [t, text] of timeTicks(endOfRun, Math.max(2, Math.floor(width / 80))))
        svg.append(build('text', {x: x(t), y: height - 4, 'text-anchor': t === 0 ? 'start' : x(t) > width - 22 ? 'end' : 'middle'}, text));
    for (const series of chart.series.filter(s => !s.hidden))
        svg.append(build('path', {class: `series r-${series.role}`, 'data-series': series.name, d: pathOf(chart.times, series.values, x, y)}));
    chart.cursor = build('g');
    svg.append(chart.cursor);
    svg.addEventListener('pointermove', event => {
        const box = svg.getBoundingClientRect();
        const at = (event.clientX - box.left) * width / box.width;
        moveCursor((at - left) / (width - left - kRight) * endOfRun);
    });
    svg.addEventListener('pointerleave', () => moveCursor(null));
    svg.addEventListener('blur', () => moveCursor(null));
    svg.addEventListener('keydown', event => {
        const by = {ArrowLeft: -1, ArrowRight: 1}[event.key];
        if (!by)
            return;
        event.preventDefault();
        const now = cursorTime === null ? (by > 0 ? -1 : chart.times.length) : nearest(chart.times, cursorTime);
        moveCursor(chart.times[Math.min(chart.times.length - 1, Math.max(0, now + by))]);
    });
    Object.assign(chart, {x, y, width});
    chart.place.replaceChildren(svg, chart.tip);
}

// ---- the common cursor ------------------------------------------------------------------------

let cursorTime = null;

function nearest(times, t) {
    let low = 0;
    let high = times.length - 1;
    while (high - low > 1) {
        const middle = (low + high) >> 1;
        if (times[middle] <= t)
            low = middle;
        else
            high = middle;
    }
    return Math.abs(times[high] - t) < Math.abs(times[low] - t) ? high : low;
}

function moveCursor(t) {
    cursorTime = t === null ? null : Math.min(endOfRun, Math.max(0, t));
    for (const chart of charts)
        showCursor(chart);
}

function showCursor(chart) {
    chart.cursor.replaceChildren();
    chart.tip.hidden = cursorTime === null || !chart.times.length;
    if (chart.tip.hidden)
        return;
    const index = nearest(chart.times, cursorTime);
    const at = chart.x(chart.times[index]);
    chart.cursor.append(build('line', {class: 'cursor', x1: at, x2: at, y1: kTop, y2: kTop + plotHeight}));
    const rows = [build('tr', {}, build('td', {colspan: '2'}, clock(chart.times === intervals ? timeline[index].t_s : chart.times[index])))];
    for (const series of chart.series.filter(s => !s.hidden)) {
        const value = series.values[index];
        if (value !== null)
            chart.cursor.append(build('circle', {class: `dot r-${series.role}`, cx: at, cy: chart.y(value), r: '3.5'}));
        rows.push(build('tr', {}, build('td', {class: `r-${series.role}`}, build('i'), series.name), build('td', {class: 'n'}, shown(value))));
    }
    chart.tip.replaceChildren(build('table', {}, ...rows));
    const half = at > chart.width / 2;
    chart.tip.style.left = half ? 'auto' : `${at + 24}px`;
    chart.tip.style.right = half ? `${chart.width - at + 24}px` : 'auto';
}

// ---- legends and scales -----------------------------------------------------------------------

function scaleButtons(chart, redraw) {
    const buttons = ['linear', 'log'].map(scale => {
        const button = build('button', {type: 'button', 'aria-pressed': String(chart.scale === scale)}, scale);
        button.addEventListener('click', () => {
            chart.scale = scale;
            buttons.forEach(other => other.setAttribute('aria-pressed', String(other === button)));
            redraw();
        });
        return button;
    });
    return build('span', {class: 'scale', role: 'group', 'aria-label': 'Scale'}, ...buttons);
}

function legendOf(chart) {
    const legend = build('span', {class: 'legend'});
    for (const series of chart.series) {
        const button = build('button', {type: 'button', class: `r-${series.role}`, 'aria-pressed': 'true'}, build('i'), series.name);
        button.addEventListener('click', () => {
            series.hidden = !series.hidden;
            button.setAttribute('aria-pressed', String(!series.hidden));
            drawCharts();
        });
        legend.append(button);
    }
    return legend;
}

// All charts share one left margin, so that their time axes stand below each other.
function drawCharts() {
    for (const chart of charts)
        chart.axis = axisOf(chart);
    const longest = Math.max(3, ...charts.flatMap(chart => chart.axis.ticks.map(tick => tick[1].length)));
    charts.forEach(chart => drawChart(chart, 12 + longest * 6.2));
    moveCursor(cursorTime);
}

function makeCharts(host) {
    host.replaceChildren();
    for (const chart of charts) {
        chart.place = build('div');
        chart.tip = build('div', {class: 'tip', hidden: ''});
        const caption = build('figcaption', {}, build('b', {}, chart.title));
        if (chart.series.length > 1)
            caption.append(legendOf(chart));
        if (chart.scale)
            caption.append(scaleButtons(chart, drawCharts));
        host.append(build('figure', {class: 'chart', id: `chart-${chart.id}`}, caption, chart.place));
    }
}

// ---- percentile curves ------------------------------------------------------------------------

// Each nine takes the same width; the maximum stands behind the last one.
const percentiles = [['p50', '50 %', 50], ['p75', '75 %', 75], ['p90', '90 %', 90], ['p95', '95 %', 95],
    ['p99', '99 %', 99], ['p99_9', '99.9 %', 99.9], ['p99_99', '99.99 %', 99.99], ['max', 'max', 99.999]];
const nines = percent => -Math.log10(1 - percent / 100);

const curve = {scale: 'log', chosen: 0, tasks: []};
for (const [name, row] of [['All tasks', member(run, 'totals')], ...list(run, 'tasks').map(task => [words(task, 'name'), task])]) {
    const points = percentiles
        .map(([key, , percent]) => [nines(percent), scaled(quantity(member(row, 'latency_us'), key), 1e-3)])
        .filter(point => point[1] !== null);
    if (points.length > 1)
        curve.tasks.push({name, points});
}

function drawCurve() {
    const values = curve.tasks.flatMap(task => task.points.map(point => point[1]));
    const positive = values.filter(value => value > 0);
    const largest = values.reduce((a, b) => Math.max(a, b), 0);
    const axis = curve.scale === 'log' && positive.length
        ? logAxis(positive.reduce((a, b) => Math.min(a, b)), largest) : linearAxis(largest);
    const left = 12 + 6.2 * Math.max(3, ...axis.ticks.map(tick => tick[1].length));
    const width = Math.max(240, curve.place.clientWidth);
    const [top, plot] = [16, 190];
    const [low, high] = [nines(50), nines(99.999)];
    const x = n => left + 18 + (n - low) / (high - low) * (width - left - 18 - 34);
    const y = value => top + (1 - axis.at(value)) * plot;
    const svg = build('svg', {viewBox: `0 0 ${width} ${top + plot + 20}`, role: 'img', 'aria-label': 'Latency by percentile; the table below has the values'});
    for (const [value, text] of axis.ticks) {
        svg.append(build('line', {class: value === 0 ? 'axis' : 'grid', x1: left, x2: width - kRight, y1: y(value), y2: y(value)}));
        svg.append(build('text', {x: left - 8, y: y(value) + 4, 'text-anchor': 'end'}, text));
    }
    for (const [, text, percent] of percentiles)
        svg.append(build('text', {x: x(nines(percent)), y: top + plot + 16, 'text-anchor': 'middle'}, text));
    const pathOfTask = task => task.points.map(([n, value], i) => `${i ? 'L' : 'M'}${x(n).toFixed(1)} ${y(value).toFixed(1)}`).join('');
    curve.tasks.forEach((task, i) => {
        if (i !== curve.chosen)
            svg.append(build('path', {class: 'curve', d: pathOfTask(task)}));
    });
    const chosen = curve.tasks[curve.chosen];
    svg.append(build('path', {class: 'curve chosen', d: pathOfTask(chosen)}));
    for (const [n, value] of chosen.points) {
        svg.append(build('circle', {class: 'knot', cx: x(n), cy: y(value), r: '3'}));
        svg.append(build('text', {class: 'knot-value', x: x(n), y: y(value) - 8, 'text-anchor': 'middle'}, shown(value)));
    }
    curve.place.replaceChildren(svg);
}

function makeCurve(host) {
    host.replaceChildren();
    if (!curve.tasks.length)
        return;
    curve.place = build('div');
    const legend = build('span', {class: 'legend single', role: 'group', 'aria-label': 'Task'});
    curve.tasks.forEach((task, index) => {
        const button = build('button', {type: 'button', 'aria-pressed': String(index === 0)}, cut(task.name, 60));
        button.addEventListener('click', () => {
            curve.chosen = index;
            [...legend.children].forEach((other, i) => other.setAttribute('aria-pressed', String(i === index)));
            drawCurve();
        });
        legend.append(button);
    });
    host.append(build('figure', {class: 'chart', id: 'chart-percentiles'},
        build('figcaption', {}, build('b', {}, 'Latency by percentile, ms'), legend, scaleButtons(curve, drawCurve)), curve.place));
}

// ---- tables -----------------------------------------------------------------------------------

function sortTable(table, column, descending) {
    const keyOf = body => {
        const cell = body.rows[0].cells[column];
        return cell.dataset.v === undefined ? cell.textContent : Number(cell.dataset.v);
    };
    const numeric = key => typeof key === 'number';
    const compare = (a, b) => {
        if (numeric(a) && numeric(b))
            return descending ? b - a : a - b;
        if (numeric(a) !== numeric(b))
            return numeric(a) ? -1 : 1; // what has no value stays at the end
        return descending ? b.localeCompare(a) : a.localeCompare(b);
    };
    const bodies = [...table.tBodies].sort((a, b) => compare(keyOf(a), keyOf(b)));
    bodies.forEach(body => table.insertBefore(body, table.tFoot));
}

function makeSortable(table) {
    const titles = [...table.querySelectorAll('.titles th')];
    titles.forEach((title, column) => {
        const text = title.textContent;
        const button = build('button', {type: 'button'}, text);
        button.addEventListener('click', () => {
            const first = title.classList.contains('n') ? 'descending' : 'ascending';
            const other = first === 'ascending' ? 'descending' : 'ascending';
            const order = title.getAttribute('aria-sort') === first ? other : first;
            titles.forEach(each => each.removeAttribute('aria-sort'));
            title.setAttribute('aria-sort', order);
            sortTable(table, column, order === 'descending');
        });
        title.replaceChildren(button);
    });
}

function makeCallsToggle(table) {
    document.querySelectorAll('.more').forEach(old => old.remove());
    if (!table || !table.querySelector('.call'))
        return;
    const label = () => table.classList.contains('hide-calls') ? 'Show calls' : 'Hide calls';
    const button = build('button', {type: 'button', class: 'more'}, label());
    button.addEventListener('click', () => {
        table.classList.toggle('hide-calls');
        button.textContent = label();
    });
    table.closest('section').prepend(button);
}

// ---- start ------------------------------------------------------------------------------------

const chartsHost = document.getElementById('charts');
const curveHost = document.getElementById('curve');

function draw() {
    if (chartsHost)
        drawCharts();
    if (curve.place)
        drawCurve();
}

if (chartsHost)
    makeCharts(chartsHost);
makeCurve(curveHost);
draw();
document.querySelectorAll('table[id]').forEach(table => {
    if (table.tBodies.length > 1)
        makeSortable(table);
});
makeCallsToggle(document.getElementById('statistics'));

let pending = 0;
window.addEventListener('resize', () => {
    cancelAnimationFrame(pending);
    pending = requestAnimationFrame(draw);
});
// Paper is narrower than the window: drawn for its width, text keeps its size.
window.addEventListener('beforeprint', () => {
    document.querySelectorAll('#charts .chart > div').forEach(place => { place.style.width = '318px'; });
    if (curve.place)
        curve.place.style.width = '676px';
    plotHeight = 88;
    draw();
    plotHeight = 118;
    document.querySelectorAll('.chart > div').forEach(place => { place.style.width = ''; });
});
window.addEventListener('afterprint', draw);
})();

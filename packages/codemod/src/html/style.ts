/** Two palettes of one design: the reader's system chooses. Every pair of text and ground has a contrast of 4.5 or more. */
export const STYLE = `
:root{--bg:#f7f7f5;--card:#fff;--text:#1d2126;--soft:#5b6470;--line:#e1e3e1;--accent:#1b5fbf;
--source:#1e7a4c;--source-bg:#e3f3ea;--server:#1b5fbf;--server-bg:#e4edfa;--manual:#a3480a;--manual-bg:#fdeedd;
--ins:#bdeccd;--del:#f9cfcb;--changed:#f3faf5;--code:#fafaf8}
@media (prefers-color-scheme:dark){:root{--bg:#14171b;--card:#1b1f24;--text:#e4e7ea;--soft:#9aa4af;--line:#30363d;--accent:#7fb2f5;
--source:#6fd19b;--source-bg:#16352598;--server:#8ab8f5;--server-bg:#1a2f4d98;--manual:#f0ad6d;--manual-bg:#45290f98;
--ins:#1c5b38;--del:#6b2a26;--changed:#1a2620;--code:#171a1f}}
*{box-sizing:border-box}
html{scroll-padding-top:8.5rem;scroll-behavior:smooth}
body{margin:0;background:var(--bg);color:var(--text);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
code,pre{font:13px/1.55 ui-monospace,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace}
a{color:var(--accent)}
p{margin:0}
ul{list-style:none;margin:0;padding:0}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:3px}
[tabindex="-1"]:focus{outline:0}
.skip{position:absolute;left:-99rem}
.skip:focus{left:1rem;top:.5rem;z-index:3;background:var(--card);padding:.3rem .6rem}
header{position:sticky;top:0;z-index:2;background:var(--card);border-bottom:1px solid var(--line)}
.bar,main,footer{max-width:70rem;margin:0 auto;padding:0 1.5rem}
.bar{padding-top:.9rem;padding-bottom:.8rem}
.title{display:flex;flex-wrap:wrap;gap:.2rem 2rem;align-items:baseline;justify-content:space-between}
h1{font-size:1.15rem;line-height:1.3;margin:0;overflow-wrap:anywhere}
nav{display:flex;flex-wrap:wrap;gap:.2rem 1.3rem}
nav a{text-decoration:none;color:var(--soft)}
nav a:hover{color:var(--accent)}
nav b{color:var(--text);font-variant-numeric:tabular-nums}
.coverage{display:grid;grid-template-columns:auto 1fr auto;gap:.3rem 1.2rem;align-items:center;margin-top:.55rem;font-size:.9rem}
.coverage p>b{font-size:1.05rem}
.meter{display:flex;gap:2px;height:8px;border-radius:4px;overflow:hidden;background:var(--line);min-width:6rem}
.meter span{flex-basis:0}
.meter .source{background:var(--source)}.meter .server{background:var(--server)}.meter .manual{background:var(--manual)}.meter .excluded{background:var(--soft)}
.legend{display:flex;flex-wrap:wrap;gap:0 1.1rem;color:var(--soft)}
.legend li::before{content:"";display:inline-block;width:8px;height:8px;border-radius:2px;margin-right:.4rem;background:currentColor}
.legend .source::before{color:var(--source)}.legend .server::before{color:var(--server)}.legend .manual::before{color:var(--manual)}
.legend b{color:var(--text)}
aside{margin:1.5rem 0 0;padding:.9rem 1.1rem;background:var(--card);border:1px solid var(--line);border-radius:8px}
.command{margin:.5rem 0 0;padding:.5rem .8rem;background:var(--code);border:1px solid var(--line);border-radius:6px;overflow-x:auto;user-select:all}
aside pre+p{margin-top:.6rem}
section{margin-top:2.2rem}
.head{display:flex;gap:1rem;align-items:center;justify-content:space-between;margin-bottom:.6rem;min-height:2rem}
h2{font-size:1.05rem;margin:0}
.controls{display:flex;gap:.5rem}
.controls[hidden],li[hidden]{display:none}
input,button{font:inherit;font-size:.88rem;color:inherit;background:var(--card);border:1px solid var(--line);border-radius:6px;padding:.2rem .6rem}
button{cursor:pointer;white-space:nowrap}
button:hover{border-color:var(--accent)}
.none{color:var(--soft)}
.items,.todo{background:var(--card);border:1px solid var(--line);border-radius:8px;overflow:hidden}
.items>li+li,.todo>li+li{border-top:1px solid var(--line)}
.todo{border-left:4px solid var(--manual)}
.todo>li{padding:.65rem 1rem}
.todo p{margin-top:.15rem}
.row{display:grid;grid-template-columns:minmax(10rem,1.2fr) minmax(9rem,1.2fr) 10.5rem 8.5rem;gap:.1rem 1rem;align-items:baseline;width:100%}
.todo .row{grid-template-columns:auto 1fr auto}
.files .row{grid-template-columns:1fr auto}
.row code{font-weight:600;overflow-wrap:anywhere}
.row span{color:var(--soft);font-size:.86rem;overflow-wrap:anywhere}
.row em{font-style:normal;justify-self:end;font-size:.8rem;font-weight:600;padding:.05rem .6rem;border-radius:1rem;white-space:nowrap}
.row .source{color:var(--source);background:var(--source-bg)}.row .server{color:var(--server);background:var(--server-bg)}.row .excluded{color:var(--soft);background:var(--code)}.row .manual{color:var(--manual);background:var(--manual-bg)}
.files .row span{font-variant-numeric:tabular-nums}
.files .row ins{color:var(--source);text-decoration:none}.files .row del{color:var(--manual);text-decoration:none}
summary{display:flex;align-items:baseline;gap:.5rem;cursor:pointer;list-style:none}
summary::-webkit-details-marker{display:none}
summary::before{content:"";flex:none;width:.42rem;height:.42rem;border:solid var(--soft);border-width:0 1.5px 1.5px 0;transform:rotate(-45deg) translateY(-.15rem);transition:transform .12s}
[open]>summary::before{transform:rotate(45deg) translateY(-.15rem)}
summary,.items>li>.row{padding:.42rem 1rem}
.items>li>.row{padding-left:1.92rem}
summary:hover{background:var(--changed)}
summary:focus-visible{outline-offset:-2px}
details>p{padding:.1rem 1rem .6rem 1.92rem;color:var(--soft)}
.diff{margin:0;padding:.4rem 0;background:var(--code);border-top:1px solid var(--line);overflow-x:auto;tab-size:2}
.diff code{display:block;width:max-content;min-width:100%}
.diff code+code{border-top:1px dashed var(--line);margin-top:.35rem;padding-top:.35rem}
.diff i{display:inline-block;width:3.4rem;padding-right:1rem;text-align:right;font-style:normal;color:var(--soft);user-select:none}
.diff b{font-weight:400;display:block;background:var(--changed)}
.diff ins{background:var(--ins);text-decoration:none;border-radius:2px}
.diff del{background:var(--del);border-radius:2px}
footer{margin-top:2.5rem;padding-top:1rem;padding-bottom:2rem;color:var(--soft);font-size:.85rem}
@media (max-width:48rem){.bar,main,footer{padding-left:1rem;padding-right:1rem}header{position:static}html{scroll-padding-top:1rem}
.coverage{grid-template-columns:1fr}.row,.todo .row{grid-template-columns:1fr auto}.row code+span{grid-column:1/-1;grid-row:2}.files .row code+span{grid-row:1;grid-column:2}.row span+span{display:none}.todo .row span+span{display:inline}}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}summary::before{transition:none}}
@media print{:root{--bg:#fff;--card:#fff;--text:#000;--soft:#444;--line:#bbb;--code:#fff;--changed:#fff;--ins:#c8eed6;--del:#f7d4d1}
body{font-size:10pt}code,pre{font-size:8pt}header{position:static}nav,.skip,.controls,summary::before{display:none}
.bar,main,footer{max-width:none;padding-left:0;padding-right:0}.items,.todo{overflow:visible}
.diff{white-space:pre-wrap;overflow-wrap:anywhere}.diff code{width:auto}.diff b{padding-left:3.4rem;text-indent:-3.4rem}.diff i{text-indent:0}
.row em,ins,del,.meter{print-color-adjust:exact;-webkit-print-color-adjust:exact}
h2,.row{break-after:avoid}.todo>li,.diff b{break-inside:avoid}}
`;

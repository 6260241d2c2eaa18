"""How the HTML page looks, and what makes it print whole. Contrast is at least 7 to 1 for text."""

STYLE = """
:root{color-scheme:light}
*{box-sizing:border-box}
body{margin:0;background:#fff;color:#1d2329;font:1rem/1.5 system-ui,'Segoe UI',Arial,sans-serif}
main{max-width:76rem;margin:0 auto;padding:1rem}
h1{font-size:1.9rem;line-height:1.2}
h2{font-size:1.5rem;margin:2.5rem 0 .75rem;padding-top:.75rem;border-top:2px solid #154273}
h3{font-size:1.2rem;margin:2rem 0 .5rem}
h4{font-size:1rem;margin:1.5rem 0 .25rem}
p,li{max-width:46rem}
h1,h2,h3,h4,p,li{overflow-wrap:anywhere}
a{color:#154273}
a:focus-visible,summary:focus-visible,.scroll:focus-visible{outline:3px solid #154273;outline-offset:2px}
.skip{position:absolute;left:-999rem}
.skip:focus{left:1rem;top:1rem;background:#fff;padding:.5rem}
code,pre{font-family:Consolas,'DejaVu Sans Mono',monospace;font-size:.9em}
h3 code,h4 code{font-weight:400;font-size:.85em}
code a{color:inherit;text-decoration:underline dotted;text-underline-offset:3px}
pre{background:#f3f5f7;border:1px solid #c5ccd3;padding:.5rem .75rem}
pre{white-space:pre-wrap;overflow-wrap:anywhere}
.scroll{overflow-x:auto}
.narrow th,.narrow td{overflow-wrap:anywhere}
table{border-collapse:collapse;margin:.5rem 0 1rem;font-size:.9rem}
caption{text-align:left;font-weight:600;padding:.25rem 0}
th,td{border:1px solid #aab4be;padding:.3rem .5rem;text-align:left;vertical-align:top}
thead th{background:#e4e9ee}
tbody th{font-weight:400}
tr:target,details:has(h4:target){background:#fff4c2}
.n{text-align:right;white-space:nowrap}
.v{white-space:nowrap}
figure{margin:.5rem 0}
figure svg{width:100%;max-width:33rem;height:auto;display:block}
details{margin:.25rem 0;border:1px solid #c5ccd3;padding:0 .75rem}
summary{cursor:pointer;padding:.4rem 0}
summary h4{display:inline;margin:0}
summary span{color:#3d4852}
@media(max-width:60rem){.cards table{min-width:56rem}}
@media(max-width:40rem){
.cards table{min-width:0}
.cards table,.cards tbody,.cards tr,.cards th,.cards td,.cards caption{display:block}
.cards thead{position:absolute;clip-path:inset(50%);height:1px;overflow:hidden}
.cards tr{border:1px solid #aab4be;margin-bottom:.75rem}
.cards th,.cards td{border:0;overflow-wrap:anywhere}
.cards tbody th{background:#e4e9ee}
.cards td:empty{display:none}
.cards td::before{content:attr(data-kop) ': ';font-weight:600}
}
@media print{
body{font-size:10pt}
main{max-width:none;padding:0}
nav,.skip{display:none}
.scroll{overflow:visible}
a{color:inherit;text-decoration:none}
details{border:0;padding:0}
details::details-content{content-visibility:visible;display:block}
tr,figure,pre{break-inside:avoid}
h2,h3,h4,summary,caption{break-after:avoid}
thead{display:table-header-group}
figure svg{max-width:22rem}
table{min-width:0!important}
table{font-size:8pt}
th,td{padding:.15rem .3rem;overflow-wrap:break-word;hyphens:auto}
@page{size:A4;margin:14mm}
}
"""
PRINT = (
    "addEventListener('beforeprint',function(){"
    "document.querySelectorAll('details').forEach(function(d){d.open=true})})"
)
"""Browsers without ``::details-content`` print what is folded as it stands; this opens it first."""

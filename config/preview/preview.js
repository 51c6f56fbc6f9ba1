// The preview's outer page: a phone that shows the mini-program, and a switch for who one is.
// Its own address says which page is open (#/pages/…), so a scanned code or a copied card link lands on the right page.
const frame = document.getElementById('app')
const side = document.getElementById('side')
const people = document.getElementById('people')
const toggle = document.getElementById('toggle')
const KEY = 'zhibu.preview.as'
const GUESTS = 'zhibu.preview.guests'
const HOME = '#/pages/home/index'

/** Somebody whom one can be: {label, openid, note, name?}. Without an openid it is whoever this browser has always been. */
let everybody = []
let person = null
let loading = false
let loads = 0

/** The page in this page's own address; the home page where it names none. */
const route = () => (location.hash.startsWith('#/pages/') ? location.hash : HOME)

/** Loads the mini-program anew, as the chosen person, at a page. */
function load(hash) {
  const as = person?.openid ? `&as=${encodeURIComponent(person.openid)}` : ''
  // A change of nothing but the hash would leave the program running: the count makes each address a new one.
  const next = new URL(`./app/index.html?load=${++loads}${as}${hash}`, location.href).href
  loading = true
  frame.contentWindow.location.replace(next)
  frame.addEventListener('load', () => setTimeout(() => { loading = false }, 300), { once: true })
}

function choose(chosen) {
  person = chosen
  localStorage.setItem(KEY, idOf(chosen))
  // A card that somebody else had opened before joining is not this person's.
  localStorage.removeItem('pendingScene')
  history.replaceState(null, '', location.pathname + HOME)
  side.classList.remove('open')
  toggle.setAttribute('aria-expanded', 'false')
  draw()
  load(HOME)
}

const idOf = ({ openid, label }) => openid ?? `nobody:${label}`

/** Visitors who have never been here: made at a wish, and kept in this browser. */
const guests = () => JSON.parse(localStorage.getItem(GUESTS) ?? '[]')

function addGuest() {
  const all = guests()
  const openid = `o-guest-${Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, '0')).join('')}`
  const guest = { label: `访客${all.length + 1}`, openid, note: '第一次打开小程序' }
  localStorage.setItem(GUESTS, JSON.stringify([...all, guest]))
  everybody.push(guest)
  choose(guest)
}

function draw() {
  people.replaceChildren(...everybody.map((one) => {
    const button = document.createElement('button')
    button.type = 'button'
    button.setAttribute('role', 'radio')
    button.setAttribute('aria-checked', String(one === person))
    button.append(one.name && one.name !== one.label ? `${one.label} · ${one.name}` : one.label)
    if (one.note) {
      const small = document.createElement('small')
      small.textContent = one.note
      button.append(small)
    }
    button.addEventListener('click', () => choose(one))
    return button
  }))
}

/** Follows the mini-program's own moves, so that the address here can be copied and reloaded. */
function follow() {
  const inner = frame.contentWindow
  if (!inner || loading || inner.location.href === 'about:blank') return
  const hash = inner.location.hash.replace(/[?&]stamp=[^&]*/, '')
  if (!hash.startsWith('#/pages/')) return
  if (hash !== location.hash) history.replaceState(null, '', location.pathname + hash)
  document.title = `${inner.document.title || '支部'} · 预览`
}

async function start() {
  let personas = []
  try {
    const reply = await fetch('./personas.json', { cache: 'no-store' })
    if (reply.ok) personas = await reply.json()
  } catch {
    // Without a list one is a visitor.
  }
  everybody = [...personas.map((one) => ({ ...one, note: one.note ?? one.about })), ...guests()]
  const asked = new URLSearchParams(location.search).get('as')
  const kept = localStorage.getItem(KEY)
  person = asked ? everybody.find(({ openid }) => openid === asked) ?? { label: '', openid: asked } : everybody.find((one) => idOf(one) === kept) ?? everybody[0] ?? null
  if (!person) return addGuest()
  draw()
  load(route())
}

addEventListener('hashchange', () => load(route()))
// The mini-program moves by pushState, which no event tells of.
setInterval(follow, 400)
toggle.addEventListener('click', () => toggle.setAttribute('aria-expanded', String(side.classList.toggle('open'))))
document.getElementById('guest').addEventListener('click', addGuest)
void start()

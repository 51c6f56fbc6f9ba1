// WeChat's privacy consent. A native component, because WeChat gives the agreement only to a native button and asks
// whatever page is open: every page carries one, and the one on the page in front answers.

/** Privacy interfaces that wait for the person's answer; each is answered once. */
const waiting = []
/** The sheets that are on a page now, the latest last. */
const sheets = []

function ask(resolve) {
  waiting.push(resolve)
  const front = sheets.filter((sheet) => sheet.data.shown).pop() || sheets[sheets.length - 1]
  if (front) front.setData({ open: true })
  // No page carries a sheet: an unanswered question would leave the caller waiting for ever.
  else answer({ event: 'disagree' })
}

function answer(reply) {
  waiting.splice(0).forEach((resolve) => resolve(reply))
  sheets.forEach((sheet) => sheet.data.open && sheet.setData({ open: false }))
}

Component({
  data: { open: false, shown: true, contract: '《小程序用户隐私保护指引》' },
  lifetimes: {
    attached() {
      sheets.push(this)
      // Set anew by each sheet: WeChat keeps only the last listener, and all of them do the same.
      if (wx.onNeedPrivacyAuthorization) wx.onNeedPrivacyAuthorization(ask)
      if (!wx.getPrivacySetting) return
      wx.getPrivacySetting({
        success: (setting) => {
          if (setting.privacyContractName) this.setData({ contract: setting.privacyContractName })
        },
      })
    },
    detached() {
      sheets.splice(sheets.indexOf(this), 1)
      // The page was left without an answer.
      if (this.data.open) answer({ event: 'disagree' })
    },
  },
  pageLifetimes: {
    show() {
      this.setData({ shown: true })
    },
    hide() {
      this.setData({ shown: false })
      if (this.data.open) answer({ event: 'disagree' })
    },
  },
  methods: {
    read() {
      wx.openPrivacyContract()
    },
    agree() {
      // The id tells WeChat on which button the person agreed.
      answer({ event: 'agree', buttonId: 'privacy-agree' })
    },
    disagree() {
      answer({ event: 'disagree' })
    },
    still() {},
  },
})

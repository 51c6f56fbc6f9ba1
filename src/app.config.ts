const weapp = process.env.TARO_ENV === 'weapp'

export default defineAppConfig({
  pages: ['pages/home/index', 'pages/branch/index', 'pages/me/index', 'pages/enter/index'],
  subPackages: [
    { root: 'pages/binding', name: 'binding', pages: ['confirm/index', 'claim/index', 'invite/index', 'branch-code/index'] },
    { root: 'pages/notices', name: 'notices', pages: ['detail/index', 'edit/index', 'receipts/index'] },
    { root: 'pages/activities', name: 'activities', pages: ['detail/index', 'edit/index', 'people/index', 'screen/index'] },
    { root: 'pages/chains', name: 'chains', pages: ['paste/index'] },
    { root: 'pages/points', name: 'points', pages: ['ledger/index'] },
    { root: 'pages/appeals', name: 'appeals', pages: ['list/index', 'detail/index', 'write/index'] },
    { root: 'pages/roster', name: 'roster', pages: ['list/index', 'person/index', 'edit/index', 'import/index', 'import-detail/index', 'import-columns/index', 'duplicates/index', 'merge/index', 'export/index'] },
    { root: 'pages/organisations', name: 'organisations', pages: ['found/index', 'tree/index', 'posts/index', 'settings/index', 'factor/index', 'move/index', 'work/index', 'dissolve/index', 'merge/index', 'split/index', 'gone/index'] },
    { root: 'pages/floating', name: 'floating', pages: ['list/index', 'detail/index', 'edit/index', 'guest/index', 'guest-edit/index'] },
    { root: 'pages/season', name: 'season', pages: ['handovers/index', 'handover-new/index', 'handover/index', 'handover-edit/index', 'graduation/index', 'graduation-add/index', 'leaver/index'] },
    { root: 'pages/dossier', name: 'dossier', pages: ['corrections/index', 'looks/index', 'mine/index', 'file/index', 'record/index', 'papers/index', 'lacking/index', 'applicants/index', 'applicant/index', 'applicant-edit/index'] },
    { root: 'pages/transfers', name: 'transfers', pages: ['list/index', 'detail/index', 'new/index'] },
    { root: 'pages/backfill', name: 'backfill', pages: ['list/index', 'new/index', 'detail/index'] },
    { root: 'pages/collections', name: 'collections', pages: ['list/index', 'new/index', 'task/index', 'conflicts/index', 'detail/index'] },
    { root: 'pages/reviews', name: 'reviews', pages: ['list/index', 'detail/index', 'edit/index', 'screen/index', 'vote/index', 'result/index'] },
    { root: 'pages/about', name: 'about', pages: ['privacy/index', 'help/index'] },
  ],
  // What a member opens next, fetched while the tab page is read.
  preloadRule: { 'pages/home/index': { network: 'all', packages: ['notices', 'activities'] } },
  window: {
    backgroundTextStyle: weapp ? ('@loading' as 'dark') : 'dark',
    backgroundColor: weapp ? '@page' : '#f5f3f0',
    navigationBarBackgroundColor: weapp ? '@bar' : '#ffffff',
    navigationBarTextStyle: weapp ? ('@barText' as 'black') : 'black',
    navigationBarTitleText: '支部',
    navigationStyle: 'default',
  },
  tabBar: {
    color: weapp ? '@tabText' : '#6b6660',
    selectedColor: weapp ? '@tabChosen' : '#c8102e',
    backgroundColor: weapp ? '@bar' : '#ffffff',
    borderStyle: weapp ? ('@tabBorder' as 'black') : 'black',
    list: [
      { pagePath: 'pages/home/index', text: '待办', iconPath: weapp ? '@iconHome' : 'assets/tab-home.png', selectedIconPath: weapp ? '@iconHomeOn' : 'assets/tab-home-on.png' },
      { pagePath: 'pages/branch/index', text: '支部', iconPath: weapp ? '@iconBranch' : 'assets/tab-branch.png', selectedIconPath: weapp ? '@iconBranchOn' : 'assets/tab-branch-on.png' },
      { pagePath: 'pages/me/index', text: '我的', iconPath: weapp ? '@iconMe' : 'assets/tab-me.png', selectedIconPath: weapp ? '@iconMeOn' : 'assets/tab-me-on.png' },
    ],
  },
  darkmode: true,
  themeLocation: 'theme.json',
  lazyCodeLoading: 'requiredComponents',
  __usePrivacyCheck__: true,
  ...(weapp ? { usingComponents: { 'privacy-sheet': './components/privacy-sheet/index' } } : { animation: false }),
} as Taro.AppConfig)

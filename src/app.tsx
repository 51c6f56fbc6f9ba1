import type { PropsWithChildren } from 'react'
import './styles/base.scss'

if (process.env.TARO_ENV === 'h5') require('./styles/browser.scss')

export default function App({ children }: PropsWithChildren) {
  return children
}

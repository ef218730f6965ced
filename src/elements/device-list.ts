// The microphones and speakers that the browser tells of, for as long as somebody looks at them. Never asks for a permission:
// before there is one, browsers tell neither names nor ids. Source: W3C Media Capture and Streams.

import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** What a browser calls the system's choice, which we list ourselves. */
const DEFAULT = 'default';

export class DeviceList implements ReactiveController {
  private readonly _host: ReactiveControllerHost;
  private readonly _isOn: () => boolean;
  private _devices: readonly MediaDeviceInfo[] = [];
  /** Where it listens. */
  private _source: MediaDevices | undefined;

  /** @param isOn - asked after every update */
  constructor(host: ReactiveControllerHost, isOn: () => boolean) {
    this._host = host;
    this._isOn = isOn;
    host.addController(this);
  }

  /** Those that can be chosen. */
  of(kind: MediaDeviceKind): readonly MediaDeviceInfo[] {
    return this._devices.filter(
      (device) => device.kind === kind && device.deviceId && device.deviceId !== DEFAULT,
    );
  }

  hostUpdated(): void {
    if (!this._isOn()) return this.hostDisconnected();
    if (this._source) return;
    this._source = navigator.mediaDevices; // none without HTTPS
    this._source?.addEventListener('devicechange', this.refresh);
    this.refresh();
  }

  hostDisconnected(): void {
    this._source?.removeEventListener('devicechange', this.refresh);
    this._source = undefined;
  }

  readonly refresh = (): void => {
    this._source?.enumerateDevices().then(
      (devices) => {
        this._devices = devices;
        this._host.requestUpdate();
      },
      () => undefined,
    );
  };
}

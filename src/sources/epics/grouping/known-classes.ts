/** A class that many IOCs have, and that some of its members give away. */
export interface KnownClass {
  readonly class: string;
  readonly doc: string;
  /** Every one of these, in this spelling, behind whatever parts members from the device. */
  readonly members: readonly string[];
}

/** The more special before the more general. */
const KNOWN: readonly KnownClass[] = [
  { class: 'IocStats', doc: 'What an IOC tells of itself.', members: ['HEARTBEAT', 'STARTTOD'] },
  {
    class: 'ADBase',
    doc: 'A detector of areaDetector.',
    members: ['PortName_RBV', 'ArrayCounter_RBV', 'Acquire', 'DetectorState_RBV'],
  },
  plugin('NDFileHDF5', 'Writes frames to HDF5 files.', 'SWMRMode', 'NumCapture_RBV'),
  plugin('NDFileNetCDF', 'Writes frames to netCDF files.', 'NumCapture_RBV', 'NetCDFVersion'),
  plugin('NDFile', 'Writes frames to files.', 'NumCapture_RBV', 'WriteFile'),
  plugin('NDStats', 'Statistics of frames.', 'ComputeStatistics', 'MeanValue_RBV'),
  plugin('NDROI', 'A part of each frame.', 'MinX', 'SizeX', 'BinX'),
  plugin('NDROIStat', 'Statistics of several parts of each frame.', 'ResetAll'),
  plugin('NDProcess', 'Background, flat field and filters of frames.', 'EnableBackground', 'EnableFlatField'),
  plugin('NDTransform', 'Turns and mirrors frames.', 'TransformType'),
  plugin('NDOverlay', 'Draws into frames.', 'OverlayShape'),
  plugin('NDStdArrays', 'Frames as a waveform.', 'ArrayData'),
  plugin('NDPva', 'Frames over PV Access.', 'PvName_RBV'),
  plugin('NDCircularBuff', 'Keeps frames from before a trigger.', 'PreCount', 'PostCount'),
  plugin('NDCodec', 'Compresses frames.', 'Compressor'),
  plugin('NDPluginBase', 'A plugin of areaDetector.'),
];

/** By the ends of the PVs of a device. */
export function knownClass(ends: readonly string[]): KnownClass | undefined {
  const words = new Set(ends.map((end) => end.replace(/^[:.\-_]+/, '')));
  return KNOWN.find(({ members }) => members.every((member) => words.has(member)));
}

function plugin(name: string, doc: string, ...members: readonly string[]): KnownClass {
  return { class: name, doc, members: ['PortName_RBV', 'PluginType_RBV', ...members] };
}
